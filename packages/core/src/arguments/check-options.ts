import { ArgumentError } from "@sepconv/backend";

/**
 * Refuses options that nobody reads.
 *
 * @throws ArgumentError naming the first unknown option and the known ones.
 */
export function checkOptions(where: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new ArgumentError({
      where,
      problem: `unknown option "${name}"`,
      expected: known.length === 0 ? "no options" : known.map((option) => `"${option}"`).join(", "),
    });
  }
}
