import { ArgumentError } from "@sepconv/backend";
import { type Config, optionsFromConfig } from "../config.js";
import type { Dialect, DialectOption } from "../dialect.js";
import type { OptimizerOptions, OptimizerSettings } from "./optimizer-options.js";

/** What all optimizers write, in the order of the version. */
export function commonConfig(settings: OptimizerSettings, learningRate: unknown, dialect: Dialect): Config {
  const { name, ...others } = settings;
  const common = {
    weight_decay: others.weightDecay,
    clipnorm: others.clipnorm,
    global_clipnorm: others.globalClipnorm,
    clipvalue: others.clipvalue,
    use_ema: others.useEma,
    ema_momentum: others.emaMomentum,
    ema_overwrite_frequency: others.emaOverwriteFrequency,
  };
  if (dialect === "keras2") {
    return { name, ...common, jit_compile: false, is_legacy_optimizer: false, learning_rate: learningRate };
  }
  return {
    name,
    learning_rate: learningRate,
    ...common,
    loss_scale_factor: others.lossScaleFactor,
    gradient_accumulation_steps: others.gradientAccumulationSteps,
  };
}

/** Constructor options from a configuration. */
export function optionsOf(config: Config, { dialect = "keras3" }: DialectOption): OptimizerOptions {
  return dialect === "keras2" ? fromKeras2(config) : optionsFromConfig(config);
}

/** What Keras 2 writes and an update does not depend on. */
const keras2Only = ["jit_compile", "is_legacy_optimizer", "schedule_decay"];

/**
 * The same for Keras 2. Its older optimizers, called legacy, call the learning rate `lr`, and divide it by
 * `1 + decay · step`.
 */
function fromKeras2({ lr, decay, epsilon, ...config }: Config): OptimizerOptions {
  const rate = config["learning_rate"] ?? lr;
  const options = optionsFromConfig<OptimizerOptions>(
    { ...config, ...(rate !== undefined && { learning_rate: rate }), ...((epsilon ?? null) !== null && { epsilon }) },
    keras2Only,
  );
  if (typeof decay !== "number" || decay === 0) return options;
  if (typeof rate !== "number") {
    throw new ArgumentError({
      where: "fromConfig",
      problem: "decay needs a learning rate",
      expected: "a number beside it",
      got: rate,
    });
  }
  const schedule = { initial_learning_rate: rate, decay_steps: 1, decay_rate: decay };
  return { ...options, learningRate: { class_name: "InverseTimeDecay", config: schedule } };
}
