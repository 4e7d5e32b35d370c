import type { Config } from "./config.js";
import type { Constraint } from "./constraints/constraint.js";
import { type ConstraintLike, getConstraint, serializeConstraint } from "./constraints/get-constraint.js";
import type { Dialect } from "./dialect.js";
import { getInitializer, type InitializerLike, serializeInitializer } from "./initializers/get-initializer.js";
import type { Initializer } from "./initializers/initializer.js";
import { getRegularizer, type RegularizerLike, serializeRegularizer } from "./regularizers/get-regularizer.js";
import type { Regularizer } from "./regularizers/regularizer.js";
import { registeredPart, registeredPartName } from "./serialization/registered-part.js";

/** How a weight begins, what it costs, and what it must be like after each update. */
export interface WeightParts {
  /** Null for the weight's default. */
  readonly initializer: Initializer | null;
  readonly regularizer: Regularizer | null;
  readonly constraint: Constraint | null;
}

/** The options of one weight: `<weight>Initializer`, `<weight>Regularizer` and `<weight>Constraint`. */
export type WeightPartOptions<Weight extends string> = {
  /** How the weight begins. Default: "glorotUniform" for kernels, "zeros" for a bias. */
  readonly [Name in `${Weight}Initializer`]?: InitializerLike | null;
} & {
  /** What the weight costs. Default: nothing. */
  readonly [Name in `${Weight}Regularizer`]?: RegularizerLike | null;
} & {
  /** What an optimizer makes of the weight after each update. Default: nothing. */
  readonly [Name in `${Weight}Constraint`]?: ConstraintLike | null;
};

/** The names of one weight's options. */
export function weightPartNames(weight: string): string[] {
  return [`${weight}Initializer`, `${weight}Regularizer`, `${weight}Constraint`];
}

/** One weight's parts from a layer's options. @throws ArgumentError for an unknown one. */
export function weightParts<Weight extends string>(
  where: string,
  weight: Weight,
  options: WeightPartOptions<Weight>,
  initial: string,
  dialect: Dialect,
): WeightParts {
  const [initializerName = "", regularizerName = "", constraintName = ""] = weightPartNames(weight);
  const lookup = { dialect, custom: registeredPart };
  const given = (name: string): unknown => Reflect.get(options, name);
  const initializer = given(initializerName) === undefined ? initial : given(initializerName);
  return {
    initializer: initializer === null ? null : getInitializer(where, initializerName, initializer, lookup),
    regularizer: getRegularizer(where, regularizerName, given(regularizerName), lookup),
    constraint: getConstraint(where, constraintName, given(constraintName), lookup),
  };
}

/** A bias begins with zeros where no initializer is given; Keras draws it at random, and says zeros. */
export function orZeros(
  parts: WeightParts,
): Omit<WeightParts, "initializer"> & { readonly initializer: InitializerLike } {
  return { ...parts, initializer: parts.initializer ?? "zeros" };
}

/**
 * The parts of several weights as Keras writes them: initializers first, then regularizers, that of the output among them
 * unless `activity` is undefined, then constraints.
 */
export function weightPartsConfig(
  weights: Readonly<Record<string, WeightParts>>,
  dialect: Dialect,
  activity?: Regularizer | null,
): Config {
  const options = { dialect, registeredName: registeredPartName };
  const entries = Object.entries(weights);
  const regularizer = (part: Regularizer | null): Config | null => part && serializeRegularizer(part, options);
  return Object.fromEntries([
    ...entries.map(([name, { initializer: part }]) => [
      `${name}_initializer`,
      part && serializeInitializer(part, options),
    ]),
    ...entries.map(([name, { regularizer: part }]) => [`${name}_regularizer`, regularizer(part)]),
    ...(activity === undefined ? [] : [["activity_regularizer", regularizer(activity)]]),
    ...entries.map(([name, { constraint: part }]) => [
      `${name}_constraint`,
      part && serializeConstraint(part, options),
    ]),
  ]);
}
