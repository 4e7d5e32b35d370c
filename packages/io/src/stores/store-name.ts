import { ArgumentError } from "@sepconv/backend";

const longest = 200;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Whether a name can be a file's on every system, and leads nowhere else. */
export function isStoreName(name: unknown): name is string {
  return (
    typeof name === "string" &&
    name.length <= longest &&
    /^[\w][\w.,=+@ -]*$/.test(name) &&
    !/[. ]$/.test(name) &&
    !reserved.test(name)
  );
}

/** @throws ArgumentError for a name that cannot be a file's, or leads to another directory. */
export function checkStoreName(where: string, name: unknown): string {
  if (isStoreName(name)) return name;
  throw new ArgumentError({
    where,
    problem: "the name is not valid",
    expected: `up to ${longest} letters, digits and "_-.,=+@ ", the first a letter or digit`,
    got: name,
    ...(typeof name === "string" && /[\\/]/.test(name) && { remedy: "A store has no directories: make one for each." }),
  });
}
