import type { DType } from "@sepconv/backend";
import { initializers } from "@sepconv/layers";

type Initializer = initializers.Initializer;

/** What every initializer of TensorFlow 1 takes: the dtype that its configuration shows. Weights have their layer's. */
export interface DTypeOption {
  /** Default: "float32". */
  readonly dtype?: DType;
}

function withDType(initializer: Initializer, { dtype = "float32" }: DTypeOption): Initializer {
  const { className } = initializer;
  const make = (...parameters: Parameters<Initializer>): ReturnType<Initializer> => initializer(...parameters);
  return Object.assign(make, {
    className,
    getConfig: () => ({ ...initializer.getConfig({ dialect: "keras2" }), dtype }),
  });
}

/** All zeros: the default of biases. */
export const zeros = ({ dtype = "float32" }: DTypeOption = {}): Initializer =>
  withDType(initializers.zeros(), { dtype });

/** All ones. */
export const ones = ({ dtype = "float32" }: DTypeOption = {}): Initializer => withDType(initializers.ones(), { dtype });

/** One number everywhere. Default: 0. */
export const constant = ({
  dtype = "float32",
  ...options
}: initializers.ConstantOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.constant(options), { dtype });

/** Evenly distributed from `minval` (0) up to `maxval` (1). */
export const randomUniform = ({
  dtype = "float32",
  minval = 0,
  maxval = 1,
  ...options
}: initializers.RandomUniformOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.randomUniform({ minval, maxval, ...options }), { dtype });

/** Normally distributed; mean 0 and standard deviation 1 by default. */
export const randomNormal = ({
  dtype = "float32",
  stddev = 1,
  ...options
}: initializers.RandomNormalOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.randomNormal({ stddev, ...options }), { dtype });

/** Normally distributed within two standard deviations (1) of the mean (0). By name, "truncated_normal", it is 0.05. */
export const truncatedNormal = ({
  dtype = "float32",
  stddev = 1,
  ...options
}: initializers.RandomNormalOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.truncatedNormal({ stddev, ...options }), { dtype });

/** Random numbers whose variance is scale / n. */
export const varianceScaling = ({
  dtype = "float32",
  ...options
}: initializers.VarianceScalingOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.varianceScaling(options), { dtype });

/** A random orthogonal matrix. */
export const orthogonal = ({
  dtype = "float32",
  ...options
}: initializers.OrthogonalOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.orthogonal(options), { dtype });

/** The identity matrix times `gain`. */
export const identity = ({
  dtype = "float32",
  ...options
}: initializers.IdentityOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.identity(options), { dtype });

/** Evenly distributed on ±√(6 / (fanIn + fanOut)): the default of filters. */
export const glorotUniform = ({
  dtype = "float32",
  ...options
}: initializers.SeedOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.glorotUniform(options), { dtype });

/** Truncated normal, variance 2 / (fanIn + fanOut). */
export const glorotNormal = ({
  dtype = "float32",
  ...options
}: initializers.SeedOptions & DTypeOption = {}): Initializer =>
  withDType(initializers.glorotNormal(options), { dtype });

/** Truncated normal, variance 2 / fanIn. TensorFlow writes it without a dtype. */
export const heNormal = (options: initializers.SeedOptions = {}): Initializer => initializers.heNormal(options);

/** Evenly distributed on ±√(6 / fanIn). */
export const heUniform = (options: initializers.SeedOptions = {}): Initializer => initializers.heUniform(options);

/** Truncated normal, variance 1 / fanIn. */
export const lecunNormal = (options: initializers.SeedOptions = {}): Initializer => initializers.lecunNormal(options);

/** Evenly distributed on ±√(3 / fanIn). */
export const lecunUniform = (options: initializers.SeedOptions = {}): Initializer => initializers.lecunUniform(options);
