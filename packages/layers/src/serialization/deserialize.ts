import { ArgumentError } from "@sepconv/backend";
import { type Config, isConfig, layerOptions, serializedParts } from "../config.js";
import type { Dialect, DialectOption } from "../dialect.js";
import { isShapeList } from "../merging/merge-layer.js";
import {
  Activation,
  ActivityRegularization,
  AdaptiveAveragePooling1D,
  AdaptiveMaxPooling1D,
  Add,
  AlphaDropout,
  Average,
  AveragePooling1D,
  BatchNormalization,
  Concatenate,
  Conv1D,
  Conv1DTranspose,
  Cropping1D,
  Dense,
  DepthwiseConv1D,
  Dot,
  Dropout,
  ELU,
  Embedding,
  Flatten,
  Functional,
  GaussianDropout,
  GaussianNoise,
  GlobalAveragePooling1D,
  GlobalMaxPooling1D,
  GroupNormalization,
  Identity,
  InputLayer,
  Layer,
  LayerNormalization,
  LeakyReLU,
  Masking,
  Maximum,
  MaxPooling1D,
  MergeLayer,
  Minimum,
  Model,
  Multiply,
  Normalization,
  Permute,
  PReLU,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  RMSNormalization,
  SeparableConv1D,
  Sequential,
  Softmax,
  SpatialDropout1D,
  Subtract,
  TimeDistributed,
  UnitNormalization,
  UpSampling1D,
  ZeroPadding1D,
} from "../named-layers.js";
import { isPartialShape } from "../partial-shape.js";
import { constructRegistered, type Registrable, registeredItem, withCustomObjects } from "./registry.js";

/** Makes layers of their serialized forms. */
export type Deserialize = (serialized: unknown) => Layer;

/** How `deserialize` reads. */
export interface DeserializeOptions extends DialectOption {
  /** Classes and functions of one's own by the names that the file has for them, beside those that are registered. */
  readonly customObjects?: Readonly<Record<string, Registrable>>;
}

interface LayerClass {
  fromConfig(config: Config, deserialize: Deserialize, options: DialectOption): Layer;
}

/** Every class of Keras' that a file may name. */
const layerClasses: Readonly<Record<string, LayerClass>> = {
  Activation,
  ActivityRegularization,
  AdaptiveAveragePooling1D,
  AdaptiveMaxPooling1D,
  Add,
  AlphaDropout,
  Average,
  AveragePooling1D,
  AvgPool1D: AveragePooling1D,
  BatchNormalization,
  Concatenate,
  Conv1D,
  Conv1DTranspose,
  Convolution1D: Conv1D,
  Convolution1DTranspose: Conv1DTranspose,
  Cropping1D,
  Dense,
  DepthwiseConv1D,
  Dot,
  Dropout,
  ELU,
  Embedding,
  Flatten,
  Functional,
  GaussianDropout,
  GaussianNoise,
  GlobalAveragePooling1D,
  GlobalAvgPool1D: GlobalAveragePooling1D,
  GlobalMaxPool1D: GlobalMaxPooling1D,
  GlobalMaxPooling1D,
  GroupNormalization,
  Identity,
  InputLayer,
  LayerNormalization,
  LeakyReLU,
  Masking,
  Maximum,
  MaxPool1D: MaxPooling1D,
  MaxPooling1D,
  Minimum,
  Multiply,
  Normalization,
  Permute,
  PReLU,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  RMSNormalization,
  SeparableConv1D,
  SeparableConvolution1D: SeparableConv1D,
  Sequential,
  Softmax,
  SpatialDropout1D,
  Subtract,
  TimeDistributed,
  UnitNormalization,
  UpSampling1D,
  ZeroPadding1D,
};

/**
 * A layer or model from `{ class_name, config, build_config }`, built if the file says for which shape.
 *
 * @throws ArgumentError for a class that sepconv does not have, naming the layer and the known classes, and for options.
 * @throws ShapeError where the layer does not fit the shape it is built for.
 */
export function deserialize(serialized: unknown, options: DeserializeOptions = {}): Layer {
  const { dialect = "keras3", customObjects } = options;
  return withCustomObjects(customObjects, () => layerOf(serialized, dialect));
}

/**
 * A model from Keras' model JSON, as text or parsed. Without a dialect it is read as of the version that it names.
 *
 * @throws ArgumentError where it is no model, or holds what sepconv does not have.
 */
export function modelFromConfig(json: unknown, options: DeserializeOptions = {}): Model {
  const parsed = typeof json === "string" ? parse(json) : json;
  const layer = deserialize(parsed, { dialect: dialectOf(parsed), ...options });
  if (layer instanceof Model) return layer;
  throw new ArgumentError({
    where: "modelFromConfig",
    problem: "this is no model",
    expected: '"Sequential" or "Functional"',
    got: layer.className,
  });
}

function layerOf(serialized: unknown, dialect: Dialect): Layer {
  const { className, config } = serializedParts("deserialize", serialized);
  const form: Config = isConfig(serialized) ? serialized : {};
  const layer = ownLayer(className, form, config, dialect) ?? kerasLayer(className, config, dialect);
  const build = isConfig(form["build_config"]) ? form["build_config"]["input_shape"] : null;
  if (layer.built) return layer;
  if (isPartialShape(build)) layer.build(build);
  else if (layer instanceof MergeLayer && isShapeList(build)) layer.build(build);
  return layer;
}

function kerasLayer(className: string, config: Config, dialect: Dialect): Layer {
  const found = Object.hasOwn(layerClasses, className) ? layerClasses[className] : undefined;
  if (found) return found.fromConfig(config, (inner) => layerOf(inner, dialect), { dialect });
  throw new ArgumentError({
    where: "deserialize",
    problem: `the layer class "${className}"${typeof config["name"] === "string" ? ` of layer "${config["name"]}"` : ""} is not known`,
    expected: Object.keys(layerClasses).join(", "),
  });
}

/** A layer of a class that somebody has registered, or gave as one of `customObjects`. */
function ownLayer(className: string, form: Config, config: Config, dialect: Dialect): Layer | undefined {
  const found = registeredItem(form["registered_name"]) ?? registeredItem(className);
  if (found === undefined) return undefined;
  const nested: Deserialize = (inner) => layerOf(inner, dialect);
  const layer = constructRegistered(found, config, layerOptions<object>(config, { dialect }), nested, { dialect });
  if (layer instanceof Layer) return layer;
  throw new ArgumentError({
    where: "deserialize",
    problem: `the class registered as "${className}" makes no layer`,
    expected: "a layer",
    got: layer,
  });
}

function dialectOf(json: unknown): Dialect {
  const version = isConfig(json) ? json["keras_version"] : undefined;
  return typeof version === "string" && /^[12]\./.test(version) ? "keras2" : "keras3";
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
