import type { OpName } from "@sepconv/backend";
import type { DeviceEngine } from "../engine/engine.js";
import type { OpCall, OutputTensors } from "../engine/op-call.js";
import type { Slot } from "../engine/slot.js";
import { keep } from "../tensor/keep.js";
import type { Tensor } from "../tensor/tensor.js";
import { Variable } from "../tensor/variable.js";
import type { Observer } from "./observer.js";
import type { Recording, Step, Use, Uses, Value } from "./step.js";

/** Writes down the kernels that a computation runs. What does not follow from its inputs is constant. */
export class Recorder implements Observer {
  readonly #steps: Step[] = [];
  /** Values by where they are stored: a reshape is another use of the same one. */
  readonly #values = new Map<Slot, Value>();
  /** What was computed of the inputs, and the slots of it. */
  readonly #computed = new Set<Slot>();
  readonly #variables = new Map<Variable, number>();
  /** Constants that are no variables. */
  readonly held: Set<Tensor> = new Set();
  #engine: DeviceEngine | null = null;
  #obstacle: string | null = null;

  constructor(inputs: readonly Tensor[]) {
    for (const input of inputs) this.#compute(input);
  }

  /** Why the steps alone do not repeat the computation; null where they do. */
  get obstacle(): string | null {
    return this.#obstacle;
  }

  /** Where the steps ran; null where there are none. */
  get engine(): DeviceEngine | null {
    return this.#engine;
  }

  /** The variables that were used, with the version of each. */
  get variables(): ReadonlyMap<Variable, number> {
    return this.#variables;
  }

  ran<Op extends OpName>(engine: DeviceEngine, call: OpCall<Op>, outputs: OutputTensors<Op>): void {
    this.#engine ??= engine;
    if (engine !== this.#engine) this.left("it ran on two devices");
    const inputs = Object.values<Tensor>(call.inputs);
    for (const input of inputs) this.#note(input);
    if (!inputs.some(({ slot }) => this.#computed.has(slot))) return;
    const { spec, attrs, dynamic } = call;
    const step = { op: spec.name, spec, attrs, dynamic, inputs: this.#uses(call.inputs) };
    for (const output of Object.values<Tensor>(outputs)) this.#compute(output);
    // The members are those of one op: what the union cannot say of a type parameter.
    this.#steps.push({ ...step, outputs: this.#uses(outputs) } as unknown as Step);
  }

  reshaped(tensor: Tensor): void {
    this.#note(tensor);
  }

  read(slot: Slot): void {
    if (this.#computed.has(slot)) this.left("it read what it had computed");
  }

  left(effect: string): void {
    this.#obstacle ??= effect;
  }

  /** The steps from inputs to outputs, once the computation is over and has disposed what it does not return. */
  finish(inputs: readonly Tensor[], outputs: readonly Tensor[]): Recording {
    const recording = {
      steps: this.#steps,
      inputs: inputs.map((tensor) => this.#useOf(tensor)),
      outputs: outputs.map((tensor) => this.#useOf(tensor)),
    };
    const known = new Set([...inputs, ...outputs].map(({ slot }) => slot));
    for (const slot of this.#computed) if (slot.held && !known.has(slot)) this.left("it kept what it had computed");
    return recording;
  }

  #compute({ slot }: Tensor): void {
    this.#computed.add(slot);
    this.#values.set(slot, { dtype: slot.dtype, length: slot.length, constant: null });
  }

  #note(tensor: Tensor): void {
    if (tensor instanceof Variable) this.#variables.set(tensor, tensor.version);
  }

  #uses(tensors: Readonly<Record<string, Tensor | undefined>>): Uses {
    const uses: Record<string, Use> = {};
    for (const [name, tensor] of Object.entries(tensors)) if (tensor) uses[name] = this.#useOf(tensor);
    return uses;
  }

  #useOf(tensor: Tensor): Use {
    const { slot, shape } = tensor;
    let value = this.#values.get(slot);
    // A variable stays the key under which its device keeps it packed.
    if (!value || (value.constant && tensor instanceof Variable && value.constant !== tensor)) {
      value = { dtype: slot.dtype, length: slot.length, constant: this.#kept(tensor) };
      this.#values.set(slot, value);
    }
    return { value, shape };
  }

  #kept(tensor: Tensor): Tensor {
    if (tensor instanceof Variable) return tensor;
    const constant = keep(tensor);
    this.held.add(constant);
    return constant;
  }
}
