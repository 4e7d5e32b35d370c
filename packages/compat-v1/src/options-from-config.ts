import { ArgumentError } from "@sepconv/backend";
import type { Config } from "@sepconv/layers";

/**
 * Constructor options from a configuration: keys in camelCase. The type is a claim, which the constructor checks.
 *
 * @param quiet keys that are left out where their value is the default: TensorFlow writes them without using them.
 */
export function optionsFromConfig<Options>(config: Config, quiet: readonly string[] = []): Options {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    const problem = "this is no configuration";
    throw new ArgumentError({ where: "fromConfig", problem, expected: "an object", got: config });
  }
  const camelCase = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const entries = Object.entries(config).map(([key, value]) => [camelCase(key), value] as const);
  return Object.fromEntries(entries.filter(([key, value]) => !(quiet.includes(key) && isDefault(value)))) as Options;
}

function isDefault(value: unknown): boolean {
  const glorot = typeof value === "object" && value !== null && Reflect.get(value, "class_name") === "GlorotUniform";
  return value === null || value === 1 || glorot;
}
