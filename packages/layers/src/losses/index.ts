import { getLoss, type LossLike } from "./get-loss.js";
import type { Loss } from "./loss.js";

export {
  type BinaryFocalOptions,
  binaryCrossentropy,
  binaryFocalCrossentropy,
  type CrossentropyOptions,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  type FocalOptions,
  type GeneralizedOptions,
  klDivergence,
  poisson,
  type SparseOptions,
  sparseCategoricalCrossentropy,
} from "./crossentropy-losses.js";
export {
  type AxisLossOptions,
  categoricalHinge,
  cosineSimilarity,
  ctc,
  dice,
  type HuberOptions,
  hinge,
  huber,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  squaredHinge,
  type TverskyOptions,
  tversky,
} from "./error-losses.js";
export { type LossLike, serializeLoss as serialize } from "./get-loss.js";
export type { Loss, LossOptions } from "./loss.js";

/** The loss that a name, a function or a serialized form stands for. @throws ArgumentError for an unknown one. */
export function get(identifier: LossLike): Loss {
  return getLoss("losses.get", identifier);
}
