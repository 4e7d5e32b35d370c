import { ArgumentError } from "@sepconv/backend";
import { Activation } from "../activations/activation-layer.js";
import { type Config, isConfig, serializedParts } from "../config.js";
import { SeparableConv1D } from "../convolution/separable-conv1d.js";
import { Dense } from "../dense/dense.js";
import type { Layer } from "../layer.js";
import { InputLayer } from "../models/input-layer.js";
import { Model } from "../models/model.js";
import { Sequential } from "../models/sequential.js";
import { BatchNormalization } from "../normalization/batch-normalization.js";
import { isPartialShape } from "../partial-shape.js";
import { GlobalAveragePooling1D } from "../pooling/global-average-pooling1d.js";
import { Dropout } from "../regularization/dropout.js";

/** Makes layers of their serialized forms. */
export type Deserialize = (serialized: unknown) => Layer;

/** Every class that a file may name. */
const layerClasses: Readonly<Record<string, (config: Config, deserialize: Deserialize) => Layer>> = {
  Activation: (config) => Activation.fromConfig(config),
  BatchNormalization: (config) => BatchNormalization.fromConfig(config),
  Dense: (config) => Dense.fromConfig(config),
  Dropout: (config) => Dropout.fromConfig(config),
  GlobalAveragePooling1D: (config) => GlobalAveragePooling1D.fromConfig(config),
  GlobalAvgPool1D: (config) => GlobalAveragePooling1D.fromConfig(config),
  InputLayer: (config) => InputLayer.fromConfig(config),
  SeparableConv1D: (config) => SeparableConv1D.fromConfig(config),
  SeparableConvolution1D: (config) => SeparableConv1D.fromConfig(config),
  Sequential: (config, deserialize) => Sequential.fromConfig(config, deserialize),
};

/**
 * A layer or model from `{ class_name, config, build_config }`, built if the file says for which shape.
 *
 * @throws ArgumentError for a class that sepconv does not have, naming the layer and the known classes, and for options.
 * @throws ShapeError where the layer does not fit the shape it is built for.
 */
export function deserialize(serialized: unknown): Layer {
  const { className, config } = serializedParts("deserialize", serialized);
  const make = Object.hasOwn(layerClasses, className) ? layerClasses[className] : undefined;
  if (make === undefined) {
    throw new ArgumentError({
      where: "deserialize",
      problem: `the layer class "${className}"${typeof config["name"] === "string" ? ` of layer "${config["name"]}"` : ""} is not known`,
      expected: Object.keys(layerClasses).join(", "),
      ...(className === "Functional" && { remedy: "Of models, only Sequential ones can be read so far." }),
    });
  }
  const layer = make(config, deserialize);
  const build =
    isConfig(serialized) && isConfig(serialized["build_config"]) ? serialized["build_config"]["input_shape"] : null;
  if (!layer.built && isPartialShape(build)) layer.build(build);
  return layer;
}

/**
 * A model from Keras' model JSON, as text or parsed.
 *
 * @throws ArgumentError where it is no model, or holds what sepconv does not have.
 */
export function modelFromConfig(json: unknown): Model {
  const layer = deserialize(typeof json === "string" ? parse(json) : json);
  if (layer instanceof Model) return layer;
  throw new ArgumentError({
    where: "modelFromConfig",
    problem: "this is no model",
    expected: '"Sequential"',
    got: layer.className,
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ArgumentError({
      where: "modelFromConfig",
      problem: "the text is no JSON",
      expected: "Keras' model JSON",
      cause,
    });
  }
}
