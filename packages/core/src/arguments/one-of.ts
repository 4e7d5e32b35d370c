import { ArgumentError } from "@sepconv/backend";

/**
 * The choice that `value` names. Letter case and underscores do not count: "channels_last" is "channelsLast".
 *
 * @throws ArgumentError naming the argument and the choices.
 */
export function oneOf<Choice extends string>(
  where: string,
  name: string,
  value: unknown,
  choices: readonly Choice[],
): Choice {
  if (typeof value === "string") {
    const same = choices.find((choice) => choice === value);
    if (same !== undefined) return same;
    const wanted = plain(value);
    const found = choices.find((choice) => plain(choice) === wanted);
    if (found !== undefined) return found;
  }
  throw new ArgumentError({
    where,
    problem: `${name} is unknown`,
    expected: choices.map((choice) => `"${choice}"`).join(", "),
    got: value,
  });
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
