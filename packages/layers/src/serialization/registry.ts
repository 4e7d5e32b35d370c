import { ArgumentError } from "@sepconv/backend";
import type { Config } from "../config.js";

/**
 * What a user can register: the class of a layer or an optimizer; the class of an initializer, regularizer or constraint,
 * whose objects have the methods `call` and `getConfig`; or a function that serves as one of these, as an activation or as
 * a learning rate.
 */
export type Registrable = CallableFunction | NewableFunction;

const items = new Map<string, Registrable>();
const names = new WeakMap<object, string>();
let scope: ReadonlyMap<string, Registrable> = new Map();

/**
 * Makes a class or function of one's own known to `deserialize`, `get` and the constructors of layers, under the name
 * `package>Name`, with which it is written into configurations. Registered again, the later one holds.
 *
 * @param options.name Default: the class's static `className`, else its name in the program, which minifiers change.
 * @throws ArgumentError where it has no name, or is neither a class nor a function.
 * @example
 * import { mul, type Tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * const twice = (x: Tensor) => mul(x, 2);
 * layers.registerSerializable("my_package", twice, { name: "twice" });
 * const layer = new layers.Activation({ activation: twice });
 * JSON.stringify(layer.getConfig()["activation"]).includes("my_package>twice"); // true
 */
export function registerSerializable(
  packageName: string,
  item: Registrable,
  options: { readonly name?: string } = {},
): void {
  const where = "registerSerializable";
  if (typeof item !== "function") {
    throw new ArgumentError({
      where,
      problem: "this cannot be registered",
      expected: "a class or function",
      got: item,
    });
  }
  const name = options.name ?? nameOf(item);
  for (const part of [packageName, name]) {
    if (typeof part === "string" && part !== "") continue;
    throw new ArgumentError({ where, problem: "a name is missing", expected: "a package and a name", got: part });
  }
  const registered = `${packageName}>${name}`;
  items.set(registered, item);
  names.set(identityOf(item), registered);
}

/** The name under which an item is registered. */
export function registeredNameOf(item: unknown): string | undefined {
  return typeof item === "function" ? names.get(identityOf(item)) : undefined;
}

/** Runs `build`, in which names also mean the items of `customObjects`. */
export function withCustomObjects<Result>(
  customObjects: Readonly<Record<string, Registrable>> | undefined,
  build: () => Result,
): Result {
  if (customObjects === undefined) return build();
  const outer = scope;
  scope = new Map([...outer, ...Object.entries(customObjects)]);
  try {
    return build();
  } finally {
    scope = outer;
  }
}

/** The item of one's own that a name stands for, if it does: of `customObjects`, else registered. */
export function registeredItem(name: unknown): Registrable | undefined {
  return typeof name === "string" ? (scope.get(name) ?? items.get(name)) : undefined;
}

/** An object of a registered class: by its own static `fromConfig(config, …rest)`, else by its constructor. */
export function constructRegistered(item: Registrable, config: Config, options: object, ...rest: unknown[]): unknown {
  const fromConfig: unknown = Object.hasOwn(item, "fromConfig") ? Reflect.get(item, "fromConfig") : undefined;
  if (typeof fromConfig === "function") return Reflect.apply(fromConfig, item, [config, ...rest]);
  return Reflect.construct(item, [options]);
}

/** A class by its prototype, which the class with names and the one without have in common. */
function identityOf(item: Registrable): object {
  return item.prototype ?? item;
}

function nameOf(item: Registrable): string {
  const className: unknown = Reflect.get(item, "className");
  return typeof className === "string" ? className : item.name;
}
