import type { Tensor } from "@sepconv/core";
import { type Config, optionsFromConfig } from "../config.js";
import { Layer, type LayerOptions } from "../layer.js";
import type { PartialShape } from "../partial-shape.js";
import { type Activation as ActivationFunction, type ActivationLike, getActivation } from "./get-activation.js";

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

  constructor(options: ActivationOptions) {
    super("Activation", options, ["activation"]);
    this.activation = getActivation(this.where, options.activation);
  }

  /** A layer from Keras' configuration. @throws ArgumentError for an unknown activation. */
  static fromConfig(config: Config): Activation {
    return new Activation(optionsFromConfig<ActivationOptions>(config));
  }

  override call(x: Tensor): Tensor {
    return this.activation(x);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(): Config {
    return { ...super.getConfig(), activation: this.activation.activationName };
  }

  protected override checkInput(): void {
    // Any shape will do.
  }
}
