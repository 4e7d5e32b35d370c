import { ArgumentError } from "@sepconv/backend";
import { type Config, isConfig, snakeCase } from "./config.js";
import { type Dialect, type DialectOption, dialects } from "./dialect.js";

/** What initializers, regularizers and constraints have in common: a name and arguments that files keep. */
export interface NamedPart {
  /** Keras' class name; that of the function or class for one of one's own. */
  readonly className: string;
  /** The arguments, as Keras writes them in the dialect. */
  getConfig(options?: DialectOption): Config;
  /** The function or object of one's own that it stands for. */
  readonly own?: object;
}

/** An object of one's own that serves as a part: `call` computes, `getConfig` says which arguments files keep. */
export interface OwnPart {
  call(...operands: never[]): unknown;
  getConfig?(): Config;
}

/** How `resolvePart` understands names. */
export interface PartLookup extends DialectOption {
  /**
   * Asked for registered names, and for names and classes that are not Keras': a part, a function or an object with
   * `call`, or undefined.
   */
  readonly custom?: (name: string, config: Config) => unknown;
}

/** How `serializePart` writes. */
export interface PartSerialization extends DialectOption {
  /** The name under which a function or an object of one's own is registered, if it is. */
  readonly registeredName?: (own: object) => string | undefined;
}

/** Makes one part from its configuration. */
export type PartMaker<Part> = (config: Config, dialect: Dialect) => Part;

/** Makes a part that computes by a function of somebody's own, and examines what it gives. */
export type OwnPartMaker<Part extends NamedPart> = (name: string, compute: CallableFunction) => Part;

/** One kind of parts: which there are, by Keras' class names. */
export interface PartFamily<Part extends NamedPart> {
  readonly module: string;
  readonly classes: Readonly<Record<string, PartMaker<Part>>>;
  /** Classes that one version alone has. */
  readonly only: { readonly [D in Dialect]: readonly string[] };
  /** Further names, in snake case, for each dialect. */
  readonly aliases: { readonly [D in Dialect]: Readonly<Record<string, string>> };
  readonly own: OwnPartMaker<Part>;
}

/**
 * The part that `identifier` names: a name in any spelling of Keras', a serialized form, a part itself, a function, or an
 * object with `call`.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 */
export function resolvePart<Part extends NamedPart>(
  family: PartFamily<Part>,
  where: string,
  argument: string,
  identifier: unknown,
  { dialect = "keras3", custom }: PartLookup = {},
): Part {
  const part = partOf(family.own, identifier);
  if (part) return part;
  const named = namesOf(identifier);
  if (named) {
    const { name, registered, config } = named;
    const make = makerOf(family, name, dialect);
    const found =
      (registered !== undefined && partOf(family.own, custom?.(registered, config))) ||
      make?.(config, dialect) ||
      partOf(family.own, custom?.(name, config));
    if (found) return found;
  }
  throw new ArgumentError({
    where,
    problem: `${argument} is unknown`,
    expected: Object.keys(family.classes)
      .filter((className) => isIn(family, className, dialect))
      .map((className) => `"${className}"`)
      .join(", "),
    got: identifier,
  });
}

/** A part as Keras writes it: Keras' own with the module, which Keras 3 and 2.15 read back. */
export function serializePart(
  module: string,
  part: NamedPart,
  { dialect = "keras3", registeredName }: PartSerialization = {},
): Config {
  const { className, own } = part;
  const registered = own ? (registeredName?.(own) ?? className) : null;
  const isFunction = typeof own === "function";
  return {
    module: own ? null : module,
    class_name: isFunction ? "function" : className,
    config: isFunction ? registered : part.getConfig({ dialect }),
    registered_name: registered,
  };
}

/** A name or a serialized form, taken apart; of a function Keras writes `{ class_name: "function", config: its name }`. */
function namesOf(identifier: unknown): { name: string; registered?: string; config: Config } | undefined {
  if (typeof identifier === "string") return { name: identifier, config: {} };
  if (!isConfig(identifier)) return undefined;
  const { class_name: name, config, registered_name: registered } = identifier;
  if (name === "function" && typeof config === "string") return { name: config, config: {} };
  if (typeof name !== "string" || !isConfig(config)) return undefined;
  return { name, config, ...(typeof registered === "string" && { registered }) };
}

function makerOf<Part extends NamedPart>(
  family: PartFamily<Part>,
  name: string,
  dialect: Dialect,
): PartMaker<Part> | undefined {
  const { classes, aliases } = family;
  // TensorFlow 2 reads class names with this ending, which TensorFlow 1 may have written.
  const key = snakeCase(dialect === "keras2" ? name.replace(/V2$/, "") : name);
  const className =
    (Object.hasOwn(aliases[dialect], key) && aliases[dialect][key]) ||
    (Object.hasOwn(classes, name) ? name : Object.keys(classes).find((each) => snakeCase(each) === key));
  return className !== undefined && isIn(family, className, dialect) ? classes[className] : undefined;
}

function isIn<Part extends NamedPart>({ only }: PartFamily<Part>, className: string, dialect: Dialect): boolean {
  return dialects.every((other) => other === dialect || !only[other].includes(className));
}

/** The part that a value is, or that computes as a function or an object with `call` does; undefined for anything else. */
export function partOf<Part extends NamedPart>(own: OwnPartMaker<Part>, value: unknown): Part | undefined {
  if (typeof value === "function") {
    return isPart<Part>(value) ? value : Object.assign(own(value.name || "custom", value), { own: value });
  }
  if (!isOwnPart(value)) return undefined;
  const compute = (...operands: never[]): unknown => value.call(...operands);
  return Object.assign(own(value.constructor.name, compute), {
    own: value,
    getConfig: () => value.getConfig?.() ?? {},
  });
}

function isPart<Part extends NamedPart>(value: CallableFunction): value is Part & CallableFunction {
  return "className" in value && "getConfig" in value;
}

function isOwnPart(value: unknown): value is OwnPart {
  return typeof value === "object" && value !== null && "call" in value && typeof value.call === "function";
}
