import { ArgumentError } from "@sepconv/backend";

/**
 * Refuses an option of Keras' that sepconv knows and cannot do yet; null and false stand for not using it.
 *
 * @throws ArgumentError naming the option.
 */
export function refuseUnlessUnused(where: string, options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name) || value === undefined || value === null || value === false) continue;
    throw new ArgumentError({ where, problem: `${name} is not supported yet`, expected: "null", got: value });
  }
}
