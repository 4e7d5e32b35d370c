import { ArgumentError } from "@sepconv/backend";

/** One thing, a list of them, or a record: how a model takes inputs and gives outputs. */
export type Structure<Item> = Item | readonly Item[] | { readonly [name: string]: Item };

type Test<Item> = (value: unknown) => value is Item;

/** The things in order: those of a record in the order of their names, as Keras sorts them. */
export function flattened<Item>(structure: Structure<Item>, isItem: Test<Item>): readonly Item[] {
  if (isItem(structure)) return [structure];
  if (Array.isArray(structure)) return structure;
  return sortedNames(Object(structure)).map((name) => Reflect.get(Object(structure), name));
}

/** Other things in the same form. */
export function packedLike<Item, Other>(
  structure: Structure<Item>,
  isItem: Test<Item>,
  others: readonly Other[],
): Structure<Other> {
  if (isItem(structure)) {
    const [only] = others;
    if (only !== undefined) return only;
  }
  if (Array.isArray(structure)) return others;
  const names = sortedNames(Object(structure));
  return Object.fromEntries(
    others.flatMap((other, index) => {
      const name = names[index];
      return name === undefined ? [] : [[name, other]];
    }),
  );
}

/**
 * The things of `given` in the order of `form`: alone for one, in a list, or by name.
 *
 * @param names what the things are called where `form` is a list or a single one: a record by these names fits too.
 * @throws ArgumentError where the forms differ.
 */
export function matched<Item, Given>(
  where: string,
  form: Structure<Item>,
  isItem: Test<Item>,
  given: unknown,
  isGiven: Test<Given>,
  names: readonly string[],
): readonly Given[] {
  const wanted = isItem(form) || Array.isArray(form) ? names : sortedNames(Object(form));
  const found =
    wanted.length === 1 && isGiven(given)
      ? [given]
      : Array.isArray(given)
        ? given
        : typeof given === "object" && given !== null
          ? wanted.map((name) => (Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined))
          : [];
  if (found.length === wanted.length && found.every(isGiven)) return found;
  throw new ArgumentError({
    where,
    problem: "the inputs are not those of the model",
    expected:
      wanted.length === 1 ? "one tensor" : `a list or record of ${wanted.map((name) => `"${name}"`).join(", ")}`,
    got: given,
  });
}

function sortedNames(record: object): string[] {
  return Object.keys(record).sort();
}
