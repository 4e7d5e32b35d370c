import type { Config } from "../config.js";
import type { CompileOptions } from "./compile-options.js";

const names: Readonly<Record<string, keyof CompileOptions>> = {
  optimizer: "optimizer",
  loss: "loss",
  loss_weights: "lossWeights",
  metrics: "metrics",
  weighted_metrics: "weightedMetrics",
};

/**
 * What `compile` takes from the `compile_config` of a file of Keras 3. The types are a claim, which training examines. What
 * concerns the speed of Python alone (`jit_compile`, `steps_per_execution`) is left out, and so is `run_eagerly`.
 */
export function compileOptionsOf(config: Config): CompileOptions {
  const given = Object.entries(names).map(([key, name]) => [name, config[key] ?? undefined]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as CompileOptions;
}
