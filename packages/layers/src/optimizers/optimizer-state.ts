import { ArgumentError, type DType, elementCount, type Shape, typedArray } from "@sepconv/backend";
import { reshapeTo, type Tensor, tensor, type Variable, variable, variableOf, zeros } from "@sepconv/core";
import { assignWeights, type WeightValue } from "../weight.js";

/** How a slot differs from the variable that it belongs to. */
export interface SlotOptions {
  /** Default: the names of the optimizer, of the variable and of the slot, as Keras puts them together. */
  readonly name?: string;
  /** Default: the variable's. */
  readonly shape?: Shape;
  /** Default: the variable's. */
  readonly dtype?: DType;
  /** The value of all elements in the beginning, or a tensor. Default: 0. */
  readonly initial?: number | Tensor;
}

/** What an optimizer remembers from step to step: variables, in Keras' order and with Keras' names. */
export abstract class OptimizerState {
  /** The name that its variables begin with. */
  abstract readonly name: string;
  readonly #added: Variable[] = [];
  readonly #slots = new Map<Variable, Map<string, Variable>>();

  /** Whether the slots are there. */
  abstract get built(): boolean;
  /** How messages name a method. */
  protected abstract where(method?: string): string;

  /** Every variable of the state, in Keras' order. */
  get variables(): readonly Variable[] {
    return [...this.#added];
  }

  /** The values of `variables`, in their order. They stay as they are when training goes on. */
  getWeights(): Tensor[] {
    return this.variables.map((each) => reshapeTo(each, each.shape));
  }

  /**
   * Replaces the state, in the order of `variables`: training goes on as it would have.
   *
   * @throws ArgumentError before the optimizer is built, and where their number differs. @throws ShapeError, DTypeError
   *   where one does not fit; nothing changes then.
   */
  setWeights(values: readonly WeightValue[]): void {
    if (!this.built) {
      throw new ArgumentError({
        where: this.where("setWeights"),
        problem: "the optimizer is not built",
        remedy: "Call build() with the variables first.",
      });
    }
    assignWeights(this.where("setWeights"), this.variables, values);
  }

  /** Gives the memory of slots back; the variables that were trained stay. */
  dispose(): void {
    for (const each of this.#added) each.dispose();
  }

  /** A variable of the state, of one number. */
  protected addNumber(name: string, value: number, dtype: DType): Variable {
    return this.#add(numberVariable(name, value, dtype));
  }

  /** A slot of a variable, which `slotOf` finds under `key`. */
  protected addSlot(of: Variable, key: string, options: SlotOptions = {}): Variable {
    const { name = `${this.name}/${of.name.replace(/[/:]/g, "_")}_${key}`, shape = of.shape, initial = 0 } = options;
    const value = initialValue(initial, shape, options.dtype ?? of.dtype);
    const slot = this.#add(variableOf(value, { name, trainable: false }));
    value.dispose();
    const slots = this.#slots.get(of) ?? new Map<string, Variable>();
    this.#slots.set(of, slots.set(key, slot));
    return slot;
  }

  /** The slot of a variable. @throws ArgumentError where there is none. */
  protected slotOf(of: Variable, key: string): Variable {
    const slot = this.#slots.get(of)?.get(key);
    if (slot) return slot;
    throw new ArgumentError({ where: this.where(), problem: `"${of.name}" has no slot "${key}"` });
  }

  /** Whether a variable has the slot. */
  protected hasSlot(of: Variable, key: string): boolean {
    return this.#slots.get(of)?.has(key) ?? false;
  }

  #add(added: Variable): Variable {
    this.#added.push(added);
    return added;
  }
}

/** A variable of one number, which rests on the host. */
export function numberVariable(name: string, value: number, dtype: DType): Variable {
  return variable(value, { name, dtype, trainable: false });
}

/** A variable's own name, without those of the layers around it. */
export function lastName({ name }: Variable): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function initialValue(initial: number | Tensor, shape: Shape, dtype: DType): Tensor {
  if (typeof initial !== "number") return reshapeTo(initial, shape);
  return initial === 0 ? zeros(shape, dtype) : tensor(typedArray(dtype, elementCount(shape)).fill(initial), shape);
}
