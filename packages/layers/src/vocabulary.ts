import type { Activation } from "./activations/activation.js";
import type { Constraint } from "./constraints/constraint.js";
import type { Dialect } from "./dialect.js";
import type { Initializer } from "./initializers/initializer.js";
import type { Regularizer } from "./regularizers/regularizer.js";

/** Finds the part that an argument of a layer stands for. @throws ArgumentError for what it does not know. */
type Finder<Part> = (where: string, argument: string, identifier: unknown, dialect: Dialect) => Part;

/** What a class of layers understands where its options ask for a part: functions alone, or the names of Keras as well. */
export interface Vocabulary {
  readonly activation: Finder<Activation>;
  readonly initializer: Finder<Initializer>;
  /** Null for null and undefined. */
  readonly regularizer: Finder<Regularizer | null>;
  /** Null for null and undefined. */
  readonly constraint: Finder<Constraint | null>;
}
