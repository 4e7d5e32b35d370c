import { ArgumentError } from "@sepconv/backend";
import { type Config, serializedParts, snakeCase } from "../config.js";
import { ones, zeros } from "./constants.js";
import { glorotUniform } from "./glorot-uniform.js";
import type { Initializer } from "./initializer.js";

/** An initializer, its name ("glorot_uniform", "glorotUniform", "GlorotUniform"), or its serialized form. */
export type InitializerLike = Initializer | string | Config;

const initializers: Readonly<Record<string, (where: string, config: Config) => Initializer>> = {
  zeros,
  zero: zeros,
  ones,
  one: ones,
  glorot_uniform: (where, config) => glorotUniform({ seed: seedOf(where, config["seed"]) }),
};

/** The initializer that `identifier` names. @throws ArgumentError for an unknown one. */
export function getInitializer(where: string, name: string, identifier: unknown): Initializer {
  if (isInitializer(identifier)) return identifier;
  const { className, config } =
    typeof identifier === "string"
      ? { className: identifier, config: {} }
      : serializedParts(`${where}: ${name}`, identifier);
  const key = snakeCase(className);
  const make = Object.hasOwn(initializers, key) ? initializers[key] : undefined;
  if (make) return make(where, config);
  throw new ArgumentError({
    where,
    problem: `${name} is unknown`,
    expected: Object.keys(initializers)
      .map((known) => `"${known}"`)
      .join(", "),
    got: className,
  });
}

/** An initializer as Keras 3 writes it. */
export function serializeInitializer(initializer: Initializer): Config {
  return {
    module: "keras.initializers",
    class_name: initializer.className,
    config: initializer.getConfig(),
    registered_name: null,
  };
}

function isInitializer(value: unknown): value is Initializer {
  return typeof value === "function" && "className" in value && "getConfig" in value;
}

function seedOf(where: string, seed: unknown): number | null {
  if (seed === undefined || seed === null || typeof seed === "number") return seed ?? null;
  throw new ArgumentError({
    where,
    problem: "the initializer's seed is not valid",
    expected: "a whole number or null",
    got: seed,
  });
}
