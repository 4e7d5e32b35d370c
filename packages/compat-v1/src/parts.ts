import { ArgumentError, SepconvError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import { type Config, constraints, initializers, regularizers } from "@sepconv/layers";

/** TensorFlow 1's names and configurations are those of Keras 2. */
const keras2 = { dialect: "keras2" } as const;

/** Initializers that TensorFlow 1 writes without a dtype. */
const withoutDType = ["HeNormal", "HeUniform", "LecunNormal", "LecunUniform"];

/** An initializer, or null for the scope's. @throws ArgumentError for an unknown one, naming the argument. */
export function initializerFrom(argument: string, value: unknown): initializers.Initializer | null {
  if (value === null || value === undefined) return null;
  return named(argument, value, (identifier) => initializers.get(identifier as initializers.InitializerLike, keras2));
}

/** A regularizer, or null for none. A function of one's own may give null, which counts for nothing. */
export function regularizerFrom(argument: string, value: unknown): regularizers.Regularizer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "function" && !("className" in value)) {
    const compute = (x: Tensor): Tensor => Reflect.apply(value, undefined, [x]);
    return Object.assign(compute, { className: value.name || "custom", getConfig: () => ({}), own: value });
  }
  return named(argument, value, (identifier) => regularizers.get(identifier as regularizers.RegularizerLike, keras2));
}

/** A constraint, or null for none. */
export function constraintFrom(argument: string, value: unknown): constraints.Constraint | null {
  if (value === null || value === undefined) return null;
  return named(argument, value, (identifier) => constraints.get(identifier as constraints.ConstraintLike, keras2));
}

/** A part as TensorFlow 1 writes it: class and configuration, without a module; of a function its name alone. */
export function partConfig(
  part: initializers.Initializer | regularizers.Regularizer | constraints.Constraint | null,
): Config | string | null {
  if (typeof part?.own === "function") return part.className;
  return part && { class_name: part.className, config: part.getConfig(keras2) };
}

/** An initializer as TensorFlow 1 writes it: with a dtype, which the initializers of He and LeCun lack. */
export function initializerConfig(initializer: initializers.Initializer | null): Config | string | null {
  if (initializer === null || typeof initializer.own === "function") return partConfig(initializer);
  const config = initializer.getConfig(keras2);
  const bare = "dtype" in config || withoutDType.includes(initializer.className);
  return { class_name: initializer.className, config: bare ? config : { ...config, dtype: "float32" } };
}

/** The parts of a layer with a kernel and a bias, as TensorFlow 1 writes them. */
export function kernelAndBiasConfig(layer: {
  readonly kernelInitializer: initializers.Initializer | null;
  readonly biasInitializer: initializers.Initializer | null;
  readonly kernelRegularizer: regularizers.Regularizer | null;
  readonly biasRegularizer: regularizers.Regularizer | null;
  readonly activityRegularizer: regularizers.Regularizer | null;
  readonly kernelConstraint: constraints.Constraint | null;
  readonly biasConstraint: constraints.Constraint | null;
}): Config {
  return {
    kernel_initializer: initializerConfig(layer.kernelInitializer),
    bias_initializer: initializerConfig(layer.biasInitializer),
    kernel_regularizer: partConfig(layer.kernelRegularizer),
    bias_regularizer: partConfig(layer.biasRegularizer),
    activity_regularizer: partConfig(layer.activityRegularizer),
    kernel_constraint: partConfig(layer.kernelConstraint),
    bias_constraint: partConfig(layer.biasConstraint),
  };
}

/** Resolves a part; a dtype in its configuration says nothing, as weights have that of the layer. */
function named<Part>(argument: string, value: unknown, get: (identifier: unknown) => Part): Part {
  if (typeof value !== "object" || value === null || !("class_name" in value)) return checked(argument, value, get);
  const config = "config" in value ? value.config : undefined;
  if (typeof config !== "object" || config === null) {
    const expected = "{ class_name, config }";
    throw new ArgumentError({ where: argument, problem: "this is no serialized object", expected, got: value });
  }
  const { dtype: _, ...kept } = config as Record<string, unknown>;
  return checked(argument, { ...value, config: kept }, get);
}

/** @throws ArgumentError naming the argument and the value; why the value is refused stands behind it. */
function checked<Part>(argument: string, value: unknown, get: (identifier: unknown) => Part): Part {
  const kind = Array.isArray(value) ? "list" : typeof value;
  const got = value;
  if (kind !== "string" && kind !== "function" && kind !== "object") {
    const expected = "a name, an object, a function or { class_name, config }";
    throw new ArgumentError({ where: argument, problem: "this cannot be understood", expected, got });
  }
  try {
    return get(value);
  } catch (error) {
    if (!(error instanceof SepconvError)) throw error;
    throw new ArgumentError({
      where: argument,
      problem: "this is not valid",
      got,
      remedy: error.message,
      cause: error,
    });
  }
}
