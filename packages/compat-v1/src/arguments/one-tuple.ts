import { ArgumentError } from "@sepconv/backend";

/** A tuple of one number, as TensorFlow keeps kernel sizes, strides and dilation rates. */
export type OneTuple = readonly [number];

/**
 * TensorFlow's rule for tuples of one: a whole number, or a list of one element that can become a whole number and is not
 * below the least. The element stays as it is; a fraction is refused where it is used.
 *
 * @param least 1, or 0 for strides, whose zeros are refused later.
 * @throws ArgumentError naming the argument and the value.
 */
export function oneTuple(where: string, name: string, value: unknown, least: 0 | 1): OneTuple {
  const elements = elementsOf(value);
  const [element] = elements ?? [];
  const number = typeof element === "boolean" ? Number(element) : element;
  if (elements?.length === 1 && typeof number === "number" && Number.isFinite(number) && number >= least) {
    return [number];
  }
  throw new ArgumentError({
    where,
    problem: `${name} is not valid`,
    expected: `a whole number of at least ${least}, or a list of one`,
    got: value,
  });
}

/** What a whole number or a list holds; a fraction on its own is no list. */
function elementsOf(value: unknown): readonly unknown[] | undefined {
  if (typeof value === "boolean" || (typeof value === "number" && Number.isInteger(value))) return [value];
  if (Array.isArray(value)) return value;
  return value instanceof Set || ArrayBuffer.isView(value) ? [...(value as Iterable<unknown>)] : undefined;
}

/** The number of a tuple where it must be whole. @throws ArgumentError for a fraction. */
export function wholeOf(where: string, name: string, [value]: OneTuple): number {
  if (Number.isInteger(value)) return value;
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected: "a whole number", got: value });
}
