import { ArgumentError } from "@sepconv/backend";

/**
 * What an argument of `compile` says for each output.
 *
 * @param given one thing for all, a list with one for each, or a record by the outputs' names; undefined and null are null for each.
 * @param isOne whether a value stands for one output: what lists and records are made of.
 * @throws ArgumentError where a list has another length, or a record another name.
 */
export function forOutputs<Item>(
  argument: string,
  given: unknown,
  outputs: readonly string[],
  isOne: (value: unknown) => value is Item,
): readonly (Item | null)[] {
  const where = "compile";
  if (given === undefined || given === null) return outputs.map(() => null);
  if (isOne(given)) return outputs.map(() => given);
  if (typeof given !== "object") {
    throw new ArgumentError({
      where,
      problem: `${argument} are not valid`,
      expected: "one for each output",
      got: given,
    });
  }
  const listed = Array.isArray(given) ? given : outputs.map((name) => Reflect.get(Object(given), name) ?? null);
  const unknown = Array.isArray(given) ? undefined : Object.keys(Object(given)).find((name) => !outputs.includes(name));
  if (unknown !== undefined || listed.length !== outputs.length) {
    const expected = `one for each of ${outputs.map((name) => `"${name}"`).join(", ")}`;
    throw new ArgumentError({ where, problem: `${argument} do not fit the outputs`, expected, got: unknown ?? given });
  }
  return listed.map((item: unknown) => {
    if (item === null || isOne(item)) return item;
    throw new ArgumentError({
      where,
      problem: `${argument} are not valid`,
      expected: "one for each output",
      got: item,
    });
  });
}
