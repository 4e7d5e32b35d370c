import { ArgumentError } from "@sepconv/backend";

/** Where channels stand. */
export type DataFormat = "channelsLast" | "channelsFirst";

/**
 * The number of units: what Python's `int` makes of it, so that fractions are cut and text is read.
 *
 * @throws ArgumentError for what is no number, and below 0.
 */
export function unitsFrom(where: string, value: unknown): number {
  const digits = typeof value === "string" && /^\s*[+-]?\d+\s*$/.test(value);
  const number = typeof value === "boolean" || digits ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number) && Math.trunc(number) >= 0) return Math.trunc(number) + 0;
  throw new ArgumentError({
    where,
    problem: "units is not valid",
    expected: "a whole number of at least 0",
    got: value,
  });
}

/** The number of filters: fractions are cut, null waits for the first call. @throws ArgumentError for anything below 1. */
export function filtersFrom(where: string, value: unknown): number | null {
  if (value === null) return null;
  const number = typeof value === "boolean" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number) && Math.trunc(number) > 0) return Math.trunc(number);
  throw new ArgumentError({
    where,
    problem: "filters is not valid",
    expected: "a whole number of at least 1",
    got: value,
  });
}

/** "valid", "same" or "causal" in any case. A list passes, and fails at the first call. @throws ArgumentError */
export function paddingFrom(where: string, value: unknown): string | readonly unknown[] {
  if (Array.isArray(value)) return value;
  const padding = typeof value === "string" ? value.toLowerCase() : value;
  if (padding === "valid" || padding === "same" || padding === "causal") return padding;
  throw new ArgumentError({
    where,
    problem: "padding is unknown",
    expected: '"valid", "same" or "causal"',
    got: value,
  });
}

/** "channels_last" or "channels_first" in any case, or in camelCase; null is channels last. @throws ArgumentError */
export function dataFormatFrom(where: string, value: unknown): DataFormat {
  if (value === null || value === undefined) return "channelsLast";
  const format = typeof value === "string" ? value.replace("sF", "s_f").replace("sL", "s_l").toLowerCase() : value;
  if (format === "channels_last") return "channelsLast";
  if (format === "channels_first") return "channelsFirst";
  const expected = '"channels_last" or "channels_first"';
  throw new ArgumentError({ where, problem: "dataFormat is unknown", expected, got: value });
}

/** The format as TensorFlow writes it. */
export function dataFormatConfig(format: DataFormat): string {
  return format === "channelsLast" ? "channels_last" : "channels_first";
}
