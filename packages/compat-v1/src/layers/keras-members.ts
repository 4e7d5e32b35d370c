import { ArgumentError } from "@sepconv/backend";

/**
 * Members that TensorFlow's layers have from Keras, and that say nothing of a TensorFlow 1 layer: constants, and what is
 * there only for symbolic inputs, of which there are none here.
 */
export abstract class KerasMembers {
  abstract readonly name: string;

  /** Whether a call depends on earlier ones. */
  get stateful(): boolean {
    return false;
  }

  get dynamic(): boolean {
    return false;
  }

  get supportsMasking(): boolean {
    return false;
  }

  get metrics(): readonly never[] {
    return [];
  }

  get inboundNodes(): readonly never[] {
    return [];
  }

  get outboundNodes(): readonly never[] {
    return [];
  }

  /** @throws ArgumentError always, as in TensorFlow; the next members alike. */
  get input(): never {
    throw this.#unconnected("input");
  }

  get output(): never {
    throw this.#unconnected("output");
  }

  get inputShape(): never {
    throw this.#unconnected("inputShape");
  }

  get outputShape(): never {
    throw this.#unconnected("outputShape");
  }

  get inputMask(): never {
    throw this.#unconnected("inputMask");
  }

  get outputMask(): never {
    throw this.#unconnected("outputMask");
  }

  /** @throws ArgumentError, as TensorFlow 1's layers do: use `scopeName`. */
  get nameScope(): never {
    throw this.#unconnected("nameScope");
  }

  /** Masks pass no TensorFlow 1 layer. @throws ArgumentError where one is given. */
  computeMask(_inputs: unknown, mask: unknown = null): null {
    if (mask === null) return null;
    throw new ArgumentError({
      where: `layer "${this.name}"`,
      problem: "the layer does not support masking, but was passed a mask",
      got: mask,
    });
  }

  #unconnected(member: string): ArgumentError {
    return new ArgumentError({
      where: `layer "${this.name}"`,
      problem: `${member} is not there, because the layer was not called on symbolic inputs`,
      remedy: "Keep what apply() is called with and returns, or use computeOutputShape().",
    });
  }
}
