export type { Callback, TrainingControl } from "./callback.js";
export { CSVLogger, type CSVLoggerOptions } from "./csv-logger.js";
export { EarlyStopping, type EarlyStoppingOptions } from "./early-stopping.js";
export { LearningRateScheduler } from "./learning-rate-scheduler.js";
export type { MonitorOptions } from "./monitor.js";
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from "./reduce-learning-rate.js";
export { TerminateOnNaN } from "./terminate-on-nan.js";
