import { ArgumentError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { activationConfig } from "./activation-config.js";
import type { Activation as ActivationFunction, ActivationLike } from "./get-activation.js";

/** The arguments of Keras' `Activation`, in camelCase. */
export interface ActivationOptions extends LayerOptions {
  /** The function, or its name in Keras. */
  readonly activation: ActivationLike;
}

/**
 * Applies an activation function, element by element or along the last axis; the shape stays.
 *
 * @throws ArgumentError for an activation that is unknown.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Activation({ activation: "relu" }).apply(tensor([-1, 2])).dataSync(); // [0, 2]
 *
 * @see https://keras.io/api/layers/core_layers/activation/
 */
export class Activation extends Layer {
  readonly activation: ActivationFunction;
  override supportsMasking = true;

  constructor(options: ActivationOptions) {
    super("Activation", options, ["activation"]);
    const { activation, dialect = "keras3" } = options;
    if (activation === undefined) {
      throw new ArgumentError({
        where: this.where,
        problem: "activation is missing",
        expected: "an activation",
        got: activation,
      });
    }
    this.activation = this.vocabulary.activation(this.where, "activation", activation, dialect);
  }

  override call(x: Tensor): Tensor {
    return this.activation(x);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(options: DialectOption = {}): Config {
    return { ...super.getConfig(options), activation: activationConfig(this.activation, options.dialect) };
  }
}
