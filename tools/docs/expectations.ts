import { format } from "node:util";
import { expect } from "vitest";

/** Results are stated with the digits that one would write; float32 has about seven. */
const RELATIVE_TOLERANCE = 1e-5;

/**
 * Compares the value of an example's expression with the one that its comment states. Typed arrays count as arrays, and numbers
 * may differ by one part in 100,000.
 *
 * @param values the expression, or the arguments of `console.log`, of which the first and only one counts
 */
export function expectValue(values: readonly unknown[], stated: unknown, where: string): void {
  expect(values, where).toHaveLength(1);
  const value = plain(values[0]);
  expect(matchNumbers(value, stated), where).toEqual(stated);
}

/** Compares what an example prints, as Node prints it, with the text that its comment states; `…` there stands for anything. */
export function expectPrinted(values: readonly unknown[], stated: string, where: string): void {
  const printed = squeeze(format(...values));
  const pattern = squeeze(stated).split("…").map(literally).join(".*");
  expect(new RegExp(`^${pattern}$`, "s").test(printed), `${where}: expected "${stated}", printed "${printed}"`).toBe(
    true,
  );
}

/** Typed arrays become arrays, all the way down. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Uint8Array);
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

/** The value, with each number that is close enough to the stated one put equal to it. */
function matchNumbers(value: unknown, stated: unknown): unknown {
  if (typeof value === "number" && typeof stated === "number") {
    return Math.abs(value - stated) <= RELATIVE_TOLERANCE * Math.abs(stated) ? stated : value;
  }
  if (Array.isArray(value) && Array.isArray(stated)) {
    return value.map((element: unknown, index) => matchNumbers(element, stated[index]));
  }
  if (isRecord(value) && isRecord(stated)) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, matchNumbers(element, stated[key])]));
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** A text as a pattern that matches nothing else. */
function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
