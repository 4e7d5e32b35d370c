import { checkOptions, numberBetween, softmax, type Tensor } from "@sepconv/core";
import { type Config, snakeCase } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { dtypeConfig } from "../dtype-policy.js";
import { type Activation, makeActivation } from "./activation.js";
import { elu } from "./parameterized.js";
import { above, reluOf } from "./rectifier.js";

type Values = Readonly<Record<string, number | null>>;

/** A layer of Keras that serves as an activation, when it has no weights. */
interface ActivationClass {
  /** Its parameters, by Keras 3's names. */
  readonly defaults: Values;
  readonly compute: (x: Tensor, values: Values) => Tensor;
}

/** The slope of LeakyReLU is 0.3, that of the function 0.2. */
const classes: ReadonlyMap<string, ActivationClass> = new Map<string, ActivationClass>([
  [
    "ReLU",
    {
      defaults: { max_value: null, negative_slope: 0, threshold: 0 },
      compute: (x, { max_value: maxValue = null, negative_slope: negativeSlope, threshold }) =>
        reluOf(x, { negativeSlope: negativeSlope ?? 0, maxValue, threshold: threshold ?? 0 }),
    },
  ],
  [
    "LeakyReLU",
    {
      defaults: { negative_slope: 0.3 },
      compute: (x, { negative_slope: slope }) => reluOf(x, { negativeSlope: slope ?? 0, maxValue: null, threshold: 0 }),
    },
  ],
  ["ELU", { defaults: { alpha: 1 }, compute: (x, { alpha }) => elu(x, { alpha: alpha ?? 1 }) }],
  ["ThresholdedReLU", { defaults: { theta: 1 }, compute: (x, { theta }) => above(x, theta ?? 1) }],
  ["Softmax", { defaults: { axis: -1 }, compute: (x, { axis }) => softmax(x, { axis: axis ?? -1 }) }],
]);

/** What a layer's configuration has besides its parameters. */
const layerKeys = ["name", "trainable", "dtype"];

/**
 * The activation that a layer of Keras stands for, from its class and configuration: "ReLU", "LeakyReLU", "ELU",
 * "Softmax", "ThresholdedReLU". Keras 2 takes the class's name for an activation; both take the serialized layer.
 *
 * @returns undefined for another class; so for PReLU, whose slopes are weights.
 * @throws ArgumentError for a key or a value that the class does not have.
 */
export function activationOfClass(className: string, config: Config): Activation | undefined {
  const found = classes.get(className);
  if (found === undefined) return undefined;
  const { alpha, ...others } = config;
  const given = alpha !== undefined && className === "LeakyReLU" ? { negative_slope: alpha, ...others } : config;
  checkOptions(className, given, [...Object.keys(found.defaults), ...layerKeys]);
  const values = Object.fromEntries(
    Object.entries(found.defaults).map(([name, initial]) => [name, parameterOf(className, name, given[name], initial)]),
  );
  return Object.assign(
    makeActivation(className, null, (x) => found.compute(x, values)),
    { serialized: ({ dialect }: DialectOption) => serialized(className, values, config, dialect === "keras2") },
  );
}

function parameterOf(className: string, name: string, value: unknown, initial: number | null): number | null {
  if (value === undefined || (value === null && initial === null)) return initial;
  return numberBetween(className, name, value, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
}

/** Keras 2 holds the numbers of these layers in single precision, and knows a leaky slope as alpha. */
function serialized(className: string, values: Values, { name, trainable }: Config, isKeras2: boolean): Config {
  const parameters = Object.entries(values).map(([key, value]) => [
    isKeras2 && className === "LeakyReLU" ? "alpha" : key,
    isKeras2 && value !== null ? Math.fround(value) : value,
  ]);
  return {
    module: "keras.layers",
    class_name: className,
    config: {
      name: name ?? snakeCase(className),
      trainable: trainable ?? true,
      dtype: isKeras2 ? "float32" : dtypeConfig("float32"),
      ...Object.fromEntries(parameters),
    },
    registered_name: null,
  };
}
