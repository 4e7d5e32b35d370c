import type { DType } from "@sepconv/backend";
import type { Variable } from "@sepconv/core";
import type { constraints, initializers, regularizers } from "@sepconv/layers";

/** The type of `AUTO_REUSE`. An object, whose type an option keeps when options are written apart from the call. */
export interface AutoReuse {
  readonly description: "AUTO_REUSE";
}

/** Get what exists, create what does not. */
export const AUTO_REUSE: AutoReuse = { description: "AUTO_REUSE" };

/** Whether variables are shared: true (they must exist), false (they must not), or AUTO_REUSE. */
export type Reuse = boolean | AutoReuse;

/** What `getVariable` takes besides a name. */
export interface VariableOptions {
  /** Default: follows from the initializer where that is a value. */
  readonly shape?: readonly number[];
  /** Default: the scope's, "float32". */
  readonly dtype?: DType;
  /** Or the value itself, without a shape. Default: the scope's, else Glorot's uniform one; zeros for whole numbers. */
  readonly initializer?: initializers.InitializerLike | number | null;
  /** Default: the scope's. */
  readonly regularizer?: regularizers.RegularizerLike | null;
  /** Default: the scope's. */
  readonly constraint?: constraints.ConstraintLike | null;
  /** Whether training changes it, and it stands in TRAINABLE_VARIABLES. Default: true. */
  readonly trainable?: boolean;
  /** Default: the scope's. */
  readonly reuse?: Reuse | null;
  /** Default: the scope's. */
  readonly customGetter?: CustomGetter | null;
}

/** The way from a full name to a variable. */
export type Getter = (name: string, options: VariableOptions) => Variable;

/** Stands between a scope and its variables: `(getter, name, options) => getter(name, options)`. */
export type CustomGetter = (getter: Getter, name: string, options: VariableOptions) => Variable;

/** What a variable scope gives to the variables and scopes in it. */
export interface ScopeDefaults {
  readonly initializer: initializers.InitializerLike | null;
  readonly regularizer: regularizers.RegularizerLike | null;
  readonly constraint: constraints.ConstraintLike | null;
  readonly customGetter: CustomGetter | null;
  readonly dtype: DType;
  readonly useResource: boolean | null;
}

/**
 * A prefix of variable names, with defaults for the variables under it.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/VariableScope
 */
export class VariableScope {
  /** The full name, "outer/inner"; "" for the outermost. */
  readonly name: string;
  /** The name scope that the scope was made in, with a slash at its end. */
  readonly originalNameScope: string;
  readonly defaults: ScopeDefaults;
  #reuse: Reuse;

  constructor(name: string, reuse: Reuse, originalNameScope: string, defaults: ScopeDefaults) {
    this.name = name;
    this.originalNameScope = originalNameScope;
    this.defaults = defaults;
    this.#reuse = reuse;
  }

  get reuse(): Reuse {
    return this.#reuse;
  }

  get dtype(): DType {
    return this.defaults.dtype;
  }

  get initializer(): ScopeDefaults["initializer"] {
    return this.defaults.initializer;
  }

  get regularizer(): ScopeDefaults["regularizer"] {
    return this.defaults.regularizer;
  }

  /** From now on variables are shared here and in scopes below. */
  reuseVariables(): void {
    this.#reuse = true;
  }

  /** A name below this scope. */
  child(name: string): string {
    return this.name === "" ? name : `${this.name}/${name}`;
  }
}

/** The outermost scope of a graph. */
export function rootScope(): VariableScope {
  return new VariableScope("", false, "", {
    initializer: null,
    regularizer: null,
    constraint: null,
    customGetter: null,
    dtype: "float32",
    useResource: null,
  });
}
