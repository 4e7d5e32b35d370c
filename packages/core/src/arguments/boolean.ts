import { ArgumentError } from "@sepconv/backend";

/** The truth value that an argument gives. @throws ArgumentError naming the argument. */
export function boolean(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new ArgumentError({ where, problem: `${name} is not valid`, expected: "true or false", got: value });
}
