import { ShapeError, type TypedArray } from "@sepconv/backend";
import type { DeviceEngine } from "../engine/engine.js";
import type { Variable } from "../tensor/variable.js";
import { type BoundSteps, bindSteps, type HeldTensors } from "./bind-steps.js";
import type { Recording } from "./step.js";

/**
 * A computation as the list of kernels that it runs, with their memory laid out beforehand: made by `recordProgram`.
 * It runs on its device alone, for inputs of the shapes that it was recorded with, and for as long as no variable that
 * it read is assigned.
 */
export class Program {
  readonly #engine: DeviceEngine;
  readonly #variables: ReadonlyMap<Variable, number>;
  readonly #lengths: readonly number[];
  readonly #held: HeldTensors;
  readonly #steps: BoundSteps;
  #disposed = false;

  /** @internal */
  constructor(engine: DeviceEngine, recording: Recording, variables: ReadonlyMap<Variable, number>, held: HeldTensors) {
    this.#engine = engine;
    this.#variables = variables;
    this.#lengths = recording.inputs.map(({ value }) => value.length);
    this.#held = held;
    this.#steps = engine.inside((parts) => bindSteps(parts, recording, held));
  }

  /** How many kernels run. */
  get steps(): number {
    return this.#steps.count;
  }

  /** Whether something it was made of has changed since, or ended: a variable, or the device. Then it must not run. */
  get stale(): boolean {
    if (this.#disposed || this.#engine.disposed) return true;
    for (const [variable, version] of this.#variables) {
      if (variable.version !== version || variable.disposed) return true;
    }
    return false;
  }

  /**
   * The outputs' elements for the inputs' elements, all of them copies. At once where the device answers at once.
   *
   * @throws ShapeError where an input has another number of elements. @throws the device's named error.
   */
  run(inputs: readonly TypedArray[]): readonly TypedArray[] | Promise<readonly TypedArray[]> {
    this.#lengths.forEach((expected, index) => {
      const got = inputs[index]?.length;
      if (got === expected) return;
      const problem = `input ${index} does not fit`;
      throw new ShapeError({ where: "program", problem, expected: `${expected} elements`, got });
    });
    return this.#steps.run(inputs);
  }

  /** Gives back its memory. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#steps.forget();
    for (const tensor of this.#held) tensor.dispose();
  }
}
