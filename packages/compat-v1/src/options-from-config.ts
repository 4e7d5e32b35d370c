import { type Config, optionsFromConfig as everyOptionFromConfig } from "@sepconv/layers";

/**
 * Constructor options from a configuration: keys in camelCase. The type is a claim, which the constructor checks.
 *
 * @param quiet keys that are left out where their value is the default: TensorFlow writes them without using them.
 */
export function optionsFromConfig<Options>(config: Config, quiet: readonly string[] = []): Options {
  const entries = Object.entries(everyOptionFromConfig<Config>(config));
  return Object.fromEntries(entries.filter(([key, value]) => !(quiet.includes(key) && isDefault(value)))) as Options;
}

function isDefault(value: unknown): boolean {
  const glorot = typeof value === "object" && value !== null && Reflect.get(value, "class_name") === "GlorotUniform";
  return value === null || value === 1 || glorot;
}
