import { type Config, isConfig, snakeCase } from "../config.js";
import { getLoss, serializeLoss } from "../losses/get-loss.js";
import { getMetric, serializeMetric } from "../metrics/get-metric.js";
import { serializeOptimizer } from "../optimizers/get-optimizer.js";
import type { CompileOptions } from "./compile-options.js";
import type { Trainer } from "./trainer.js";

/**
 * What a model was compiled with, as Keras 3 writes it into files: `compile_config`. `compileOptionsOf` reads it back.
 *
 * @throws ArgumentError for an unknown loss or metric.
 */
export function compileConfig({ optimizer }: Trainer, options: CompileOptions): Config {
  const { loss, lossWeights, metrics, weightedMetrics, runEagerly } = options;
  return {
    optimizer: serializeOptimizer(optimizer),
    loss: each(loss, lossConfig),
    loss_weights: lossWeights ?? null,
    metrics: each(metrics, metricConfig),
    weighted_metrics: each(weightedMetrics, metricConfig),
    run_eagerly: runEagerly ?? false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}

/** The same for what stands in lists and records of outputs. */
function each(value: unknown, configOf: (one: unknown) => unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map((one: unknown) => each(one, configOf));
  if (!isPlain(value) || "class_name" in value) return configOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, each(one, configOf)]));
}

function isPlain(value: unknown): value is Config {
  return isConfig(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** Of a function Keras knows the name; of a class the whole form. */
function lossConfig(identifier: unknown): unknown {
  const loss = getLoss("compile", identifier);
  return typeof identifier === "string" && loss.className === "function" ? loss.lossName : serializeLoss(loss);
}

const ofShapes = ["accuracy", "acc", "crossentropy", "ce"];

/** A name of Keras' stays one, as logs go by it; another spelling of it becomes the whole form with that name. */
function metricConfig(identifier: unknown): unknown {
  if (typeof identifier !== "string") return serializeMetric(getMetric("compile", identifier));
  if (ofShapes.includes(identifier) || snakeCase(identifier) === identifier) return identifier;
  if (ofShapes.includes(identifier.toLowerCase())) return identifier.toLowerCase();
  const metric = getMetric("compile", identifier);
  metric.name = identifier;
  return serializeMetric(metric);
}
