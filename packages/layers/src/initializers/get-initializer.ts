import { ArgumentError, type Shape, ShapeError, sameShape } from "@sepconv/backend";
import { cast, type NestedArray, Tensor, tensor } from "@sepconv/core";
import { type Config, optionsFromConfig, snakeCase } from "../config.js";
import {
  type OwnPart,
  type PartFamily,
  type PartLookup,
  type PartSerialization,
  resolvePart,
  serializePart,
} from "../named-part.js";
import { constant, ones, zeros } from "./constants.js";
import { identity } from "./identity.js";
import { type Initializer, type InitializerOptions, makeInitializer } from "./initializer.js";
import { orthogonal } from "./orthogonal.js";
import { ownInitializer } from "./own-initializer.js";
import { randomNormal, randomUniform, truncatedNormal } from "./random.js";
import { stft } from "./stft.js";
import {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  varianceScaling,
} from "./variance-scaling.js";

/**
 * An initializer, its name ("glorot_uniform", "glorotUniform", "GlorotUniform"), its serialized form, a function of a
 * shape, an object with `call`, or the value itself as a tensor or nested arrays.
 */
export type InitializerLike =
  | Initializer
  | ((shape: Shape, options: InitializerOptions) => Tensor)
  | OwnPart
  | string
  | Config
  | Tensor
  | readonly NestedArray[];

/** What TensorFlow 1 wrote among the arguments of an initializer says nothing: weights have the dtype of their layer. */
const options = <Options>(config: Config): Options => optionsFromConfig<Options>(config, ["dtype"]);

const module = "keras.initializers";

const initializers: PartFamily<Initializer> = {
  module,
  classes: {
    Constant: (config) => constant(options(config)),
    GlorotNormal: (config) => glorotNormal(options(config)),
    GlorotUniform: (config) => glorotUniform(options(config)),
    HeNormal: (config) => heNormal(options(config)),
    HeUniform: (config) => heUniform(options(config)),
    Identity: (config) => identity(options(config)),
    LecunNormal: (config) => lecunNormal(options(config)),
    LecunUniform: (config) => lecunUniform(options(config)),
    Ones: (config) => ones(options(config)),
    Orthogonal: (config) => orthogonal(options(config)),
    RandomNormal: (config) => randomNormal(options(config)),
    RandomUniform: (config) => randomUniform(options(config)),
    STFT: (config) => stft(options(config)),
    TruncatedNormal: (config) => truncatedNormal(options(config)),
    VarianceScaling: (config) => varianceScaling(options(config)),
    Zeros: (config) => zeros(options(config)),
  },
  only: { keras2: [], keras3: ["STFT"] },
  aliases: {
    keras2: { zero: "Zeros", one: "Ones", uniform: "RandomUniform", normal: "RandomNormal" },
    keras3: {
      zero: "Zeros",
      one: "Ones",
      uniform: "RandomUniform",
      normal: "RandomNormal",
      identity_initializer: "Identity",
      orthogonal_initializer: "Orthogonal",
      stft_initializer: "STFT",
    },
  },
  own: ownInitializer,
};

/** The initializer that `identifier` names. @throws ArgumentError for an unknown one. */
export function getInitializer(
  where: string,
  argument: string,
  identifier: unknown,
  lookup: PartLookup = {},
): Initializer {
  if (lookup.dialect !== "keras2") {
    if (identifier instanceof Tensor || Array.isArray(identifier)) return given(where, argument, identifier);
    if (typeof identifier === "string" && snakeCase(identifier) === "constant") {
      const remedy = "Give initializers.constant({ value }), or { class_name, config: { value } }.";
      throw new ArgumentError({ where, problem: `${argument} "constant" has no value`, remedy });
    }
  }
  return resolvePart(initializers, where, argument, identifier, lookup);
}

/** An initializer as Keras writes it. */
export function serializeInitializer(initializer: Initializer, options?: PartSerialization): Config {
  return serializePart(module, initializer, options);
}

/** A value that is there already, which Keras 3 turns into a function of this name. */
function given(where: string, argument: string, value: Tensor | NestedArray): Initializer {
  const held = value instanceof Tensor ? value : tensor(value);
  const compute = (shape: Shape, { dtype = "float32" }: InitializerOptions): Tensor => {
    if (sameShape(shape, held.shape)) return cast(held, dtype);
    const expected = `[${shape.join(", ")}]`;
    throw new ShapeError({
      where,
      problem: `${argument} has another shape than the weight`,
      expected,
      got: held.shape,
    });
  };
  return Object.assign(makeInitializer("initialize_fn", {}, compute), { own: compute });
}
