import type { Config } from "./config.js";
import type { Constraint } from "./constraints/constraint.js";
import type { ConstraintLike } from "./constraints/get-constraint.js";
import type { Dialect, DialectOption } from "./dialect.js";
import { zeros } from "./initializers/constants.js";
import type { InitializerLike } from "./initializers/get-initializer.js";
import type { Initializer } from "./initializers/initializer.js";
import { serializePart } from "./named-part.js";
import type { RegularizerLike } from "./regularizers/get-regularizer.js";
import type { Regularizer } from "./regularizers/regularizer.js";
import { registeredPartName } from "./serialization/registered-part.js";
import type { Vocabulary } from "./vocabulary.js";

/** How a weight begins, what it costs, and what it must be like after each update. */
export interface WeightParts {
  /** Null for the weight's default. */
  readonly initializer: Initializer | null;
  readonly regularizer: Regularizer | null;
  readonly constraint: Constraint | null;
}

const kinds = ["initializer", "regularizer", "constraint"] as const;

/** A weight that begins with its default, costs nothing and may be like anything. */
export const noParts: WeightParts = { initializer: null, regularizer: null, constraint: null };

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
  options: WeightPartOptions<Weight> & DialectOption,
  initial: () => Initializer,
  vocabulary: Vocabulary,
): WeightParts {
  const { dialect = "keras3" } = options;
  const given = (argument: string): unknown => Reflect.get(options, argument);
  const [initializer = "", regularizer = "", constraint = ""] = weightPartNames(weight);
  const { [initializer]: first = initial() }: Readonly<Record<string, unknown>> = options;
  return {
    initializer: first === null ? null : vocabulary.initializer(where, initializer, first, dialect),
    regularizer: vocabulary.regularizer(where, regularizer, given(regularizer), dialect),
    constraint: vocabulary.constraint(where, constraint, given(constraint), dialect),
  };
}

/** A bias begins with zeros where no initializer is given; Keras draws it at random, and says zeros. */
export function orZeros(parts: WeightParts): WeightParts {
  return { ...parts, initializer: parts.initializer ?? zeros() };
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
  const output = activity === undefined ? {} : { activity: { ...noParts, regularizer: activity } };
  return Object.fromEntries(
    kinds.flatMap((kind) =>
      Object.entries(kind === "regularizer" ? { ...weights, ...output } : weights).map(([name, { [kind]: part }]) => [
        `${name}_${kind}`,
        part && serializePart(`keras.${kind}s`, part, options),
      ]),
    ),
  );
}
