import { type Config, optionsFromConfig } from "../config.js";
import { constructRegistered, registeredItem, registeredNameOf } from "./registry.js";

/**
 * What a name of one's own stands for, as initializer, regularizer, constraint or activation: the registered function, or
 * an object of the registered class.
 */
export function registeredPart(name: string, config: Config): unknown {
  const item = registeredItem(name);
  if (item === undefined || !isPartClass(item)) return item;
  return constructRegistered(item, config, optionsFromConfig<object>(config));
}

/** The name under which a function, or the class of an object, is registered. */
export function registeredPartName(own: object): string | undefined {
  return registeredNameOf(own) ?? registeredNameOf(own.constructor);
}

/** Whether a class's objects compute by a method `call`; a plain function is called itself. */
function isPartClass(item: object): boolean {
  const prototype: unknown = Reflect.get(item, "prototype");
  return typeof prototype === "object" && prototype !== null && "call" in prototype;
}
