import { ArgumentError } from "@sepconv/backend";

/**
 * Refuses options that nobody reads.
 *
 * @throws ArgumentError naming the first unknown option and the known ones.
 */
export function checkOptions(where: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new ArgumentError({ where, problem: "options are no object", expected: "{ … }", got: options });
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new ArgumentError({
      where,
      problem: `unknown option "${name}"`,
      expected: known.length === 0 ? "no options" : known.map((option) => `"${option}"`).join(", "),
    });
  }
}
