import { ArgumentError } from "@sepconv/backend";
import { Tensor } from "@sepconv/core";
import { type Config, isConfig, optionsFromConfig, serializedParts, snakeCase } from "../config.js";
import * as crossentropies from "./crossentropy-losses.js";
import * as errors from "./error-losses.js";
import { type Loss, makeLoss } from "./loss.js";

/** A loss, its name, its serialized form, or a function of one's own. */
export type LossLike = Loss | ((yTrue: Tensor, yPred: Tensor) => Tensor) | string | Config;

const classes: Readonly<Record<string, (config: Config) => Loss>> = {
  BinaryCrossentropy: (config) => crossentropies.binaryCrossentropy(optionsFromConfig(config)),
  BinaryFocalCrossentropy: (config) => crossentropies.binaryFocalCrossentropy(optionsFromConfig(config)),
  CategoricalCrossentropy: (config) => crossentropies.categoricalCrossentropy(optionsFromConfig(config)),
  CategoricalFocalCrossentropy: (config) => crossentropies.categoricalFocalCrossentropy(optionsFromConfig(config)),
  CategoricalGeneralizedCrossEntropy: (config) =>
    crossentropies.categoricalGeneralizedCrossEntropy(optionsFromConfig(config)),
  CategoricalHinge: (config) => errors.categoricalHinge(optionsFromConfig(config)),
  CosineSimilarity: (config) => errors.cosineSimilarity(optionsFromConfig(config)),
  CTC: (config) => errors.ctc(optionsFromConfig(config)),
  Dice: (config) => errors.dice(optionsFromConfig(config)),
  Hinge: (config) => errors.hinge(optionsFromConfig(config)),
  Huber: (config) => errors.huber(optionsFromConfig(config)),
  KLDivergence: (config) => crossentropies.klDivergence(optionsFromConfig(config)),
  LogCosh: (config) => errors.logCosh(optionsFromConfig(config)),
  MeanAbsoluteError: (config) => errors.meanAbsoluteError(optionsFromConfig(config)),
  MeanAbsolutePercentageError: (config) => errors.meanAbsolutePercentageError(optionsFromConfig(config)),
  MeanSquaredError: (config) => errors.meanSquaredError(optionsFromConfig(config)),
  MeanSquaredLogarithmicError: (config) => errors.meanSquaredLogarithmicError(optionsFromConfig(config)),
  Poisson: (config) => crossentropies.poisson(optionsFromConfig(config)),
  SparseCategoricalCrossentropy: (config) => crossentropies.sparseCategoricalCrossentropy(optionsFromConfig(config)),
  SquaredHinge: (config) => errors.squaredHinge(optionsFromConfig(config)),
  Tversky: (config) => errors.tversky(optionsFromConfig(config)),
};

/** Keras' functions by name, and the classes whose values they compute. */
const functions: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(classes).map((className) => [snakeCase(className), className])),
  ctc: "CTC",
  kl_divergence: "KLDivergence",
  mae: "MeanAbsoluteError",
  MAE: "MeanAbsoluteError",
  mape: "MeanAbsolutePercentageError",
  MAPE: "MeanAbsolutePercentageError",
  mse: "MeanSquaredError",
  MSE: "MeanSquaredError",
  msle: "MeanSquaredLogarithmicError",
  MSLE: "MeanSquaredLogarithmicError",
  bce: "BinaryCrossentropy",
  BCE: "BinaryCrossentropy",
  kld: "KLDivergence",
  KLD: "KLDivergence",
};

/**
 * The loss that `identifier` names. As in Keras a class name or a serialized form gives a loss that reduces its values, a
 * function's name ("mse", "mean_squared_error", "meanSquaredError") one that gives a value for each sample.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 */
export function getLoss(where: string, identifier: unknown): Loss {
  if (isLoss(identifier)) return identifier;
  if (typeof identifier === "function") return ownLoss(where, identifier);
  const { className, config } = partsOf(where, identifier);
  const make = Object.hasOwn(classes, className) ? classes[className] : undefined;
  if (make) return make(config);
  const name = Object.hasOwn(functions, className) ? className : snakeCase(className);
  const wanted = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (wanted !== undefined) {
    const loss = classes[wanted]?.({ reduction: "none" });
    if (loss) return renamed(loss, snakeCase(wanted));
  }
  const expected = [...Object.keys(classes), ...Object.keys(functions)].map((known) => `"${known}"`).join(", ");
  throw new ArgumentError({ where, problem: "loss is unknown", expected, got: identifier });
}

/** A loss as Keras 3 writes it. */
export function serializeLoss(loss: Loss): Config {
  return loss.className === "function"
    ? { module: "builtins", class_name: "function", config: loss.lossName, registered_name: "function" }
    : { module: "keras.losses", class_name: loss.className, config: loss.getConfig(), registered_name: null };
}

/** The parts of a name, of `{ class_name, config }`, or of a function as Keras 3 writes it. */
function partsOf(where: string, identifier: unknown): { className: string; config: Config } {
  if (typeof identifier === "string") return { className: identifier, config: {} };
  if (isConfig(identifier) && identifier["class_name"] === "function" && typeof identifier["config"] === "string") {
    return { className: identifier["config"], config: {} };
  }
  return serializedParts(where, identifier);
}

function renamed(loss: Loss, lossName: string): Loss {
  const values = (...parameters: Parameters<Loss>): Tensor => loss(...parameters);
  const { reduction } = loss;
  return Object.assign(values, { className: "function", lossName, reduction, getConfig: () => ({}) });
}

function ownLoss(where: string, compute: CallableFunction): Loss {
  const name = compute.name || "custom";
  const loss = makeLoss(name, name, { reduction: "none" }, {}, (yTrue, yPred) => {
    const values: unknown = Reflect.apply(compute, undefined, [yTrue, yPred]);
    if (values instanceof Tensor) return values;
    throw new ArgumentError({ where, problem: `the loss "${name}" gave no tensor`, got: values });
  });
  return Object.assign(renamed(loss, name), { isOwn: true });
}

function isLoss(value: unknown): value is Loss {
  return typeof value === "function" && "lossName" in value && "reduction" in value;
}
