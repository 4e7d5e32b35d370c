import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { getOptimizer, type OptimizerLike, serializeOptimizer } from "./get-optimizer.js";
import type { Optimizer } from "./optimizer.js";

export { Adadelta, type AdadeltaOptions } from "./adadelta.js";
export { Adafactor, type AdafactorOptions } from "./adafactor.js";
export { Adagrad, type AdagradOptions } from "./adagrad.js";
export { Adam, type AdamOptions } from "./adam.js";
export { Adamax } from "./adamax.js";
export { AdamW } from "./adamw.js";
export { Ftrl, type FtrlOptions } from "./ftrl.js";
export type { OptimizerLike } from "./get-optimizer.js";
export { Lamb } from "./lamb.js";
export type { LearningRateLike } from "./learning-rate.js";
export { Lion, type LionOptions } from "./lion.js";
export type { Moments, MomentsOptions } from "./moments.js";
export { Muon, type MuonOptions } from "./muon.js";
export { Nadam } from "./nadam.js";
export { Optimizer } from "./optimizer.js";
export type { OptimizerOptions, OptimizerSettings, OwnOptions } from "./optimizer-options.js";
export type { SlotOptions } from "./optimizer-state.js";
export { RMSprop, type RMSpropOptions } from "./rmsprop.js";
export { ScheduleFreeAdamW, type ScheduleFreeAdamWOptions } from "./schedule-free-adamw.js";
export { SGD, type SGDOptions } from "./sgd.js";
export type { SlotGroup, UpdateStep } from "./update-step.js";
export type { WeightDecayExclusions } from "./weight-decay.js";

/**
 * The optimizer that a name or a serialized form stands for; null is none.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 * @example
 * import { optimizers } from "@sepconv/layers";
 * optimizers.get("adam").className; // "Adam"
 * optimizers.get({ class_name: "SGD", config: { learning_rate: 0.5 } }).learningRate; // 0.5
 */
export function get(identifier: null, options?: DialectOption): null;
export function get(identifier: OptimizerLike, options?: DialectOption): Optimizer;
export function get(identifier: OptimizerLike | null, options?: DialectOption): Optimizer | null {
  return identifier === null ? null : getOptimizer("optimizers.get", identifier, options);
}

/** An optimizer as Keras writes it, without its state; one of one's own by the name under which it is registered. */
export function serialize(optimizer: Optimizer, options?: DialectOption): Config {
  return serializeOptimizer(optimizer, options);
}
