import * as v1 from "@sepconv/compat-v1";
import { constraints, regularizers } from "@sepconv/layers";
import { camelCase, fromPython, isJson, type Json } from "../layer-configs/python-arguments.js";
import { functions } from "./functions.js";

export { camelCase, isJson, type Json } from "../layer-configs/python-arguments.js";

/** What a tagged value of the vectors stands for. @param scopes variable scopes that a program kept by name. */
export function untagged(value: unknown, scopes: ReadonlyMap<string, unknown> = new Map()): unknown {
  return fromPython(value, (each) => {
    if (each === "AUTO_REUSE") return v1.AUTO_REUSE;
    if (!isJson(each)) return undefined;
    if ("$function" in each) return functions[String(each["$function"])];
    if ("$scope" in each) return scopes.get(String(each["$scope"]));
    return "$object" in each ? objectOf(each["$object"] as Json) : undefined;
  });
}

/** Arguments in Python's names as options in camelCase. */
export function optionsOf(args: unknown, scopes?: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const entries = Object.entries((args ?? {}) as Json);
  return Object.fromEntries(entries.map(([name, value]) => [camelCase(name), untagged(value, scopes)]));
}

const makers: Readonly<Record<string, (options: never) => unknown>> = {
  constant: v1.initializers.constant,
  glorot_normal: v1.initializers.glorotNormal,
  glorot_uniform: v1.initializers.glorotUniform,
  he_normal: v1.initializers.heNormal,
  he_uniform: v1.initializers.heUniform,
  identity: v1.initializers.identity,
  lecun_normal: v1.initializers.lecunNormal,
  lecun_uniform: v1.initializers.lecunUniform,
  ones: v1.initializers.ones,
  orthogonal: v1.initializers.orthogonal,
  random_normal: v1.initializers.randomNormal,
  random_uniform: v1.initializers.randomUniform,
  truncated_normal: v1.initializers.truncatedNormal,
  variance_scaling: v1.initializers.varianceScaling,
  zeros: v1.initializers.zeros,
};

/** `{ kind, class_name, config }`: an object of TensorFlow's that was made before it was passed. */
function objectOf({ kind, class_name: className, config }: Json): unknown {
  const name = String(className);
  if (kind === "initializer") return makers[name]?.(optionsOf(config) as never);
  const serialized = { class_name: name, config: config as object };
  if (kind === "regularizer") return regularizers.get(serialized, { dialect: "keras2" });
  if (kind === "constraint") return constraints.get(serialized, { dialect: "keras2" });
  throw new RangeError(`there are no objects of kind ${kind}`);
}
