import { ArgumentError } from "@sepconv/backend";
import type { Logs } from "../progress.js";

/** A field of Python's `format`: `{name}`, `{name:02d}` or `{name:.2f}`. */
const field = /\{(\w+)(?::(0?)(\d*)(?:(d)|\.(\d+)([fe])))?\}/g;

/** A name with fields for numbers, as Keras' `ModelCheckpoint` has them: "{epoch:02d}-{val_loss:.2f}.keras". */
export class NamePattern {
  readonly #where: string;
  readonly #pattern: string;

  /** @throws ArgumentError where it has another field. */
  constructor(where: string, pattern: string) {
    this.#where = where;
    this.#pattern = pattern;
    if (!/[{}]/.test(pattern.replace(field, ""))) return;
    const expected = "fields such as {epoch:02d}, {val_loss:.2f}, {loss:.1e} or {epoch}";
    throw new ArgumentError({ where, problem: "filepath has a field that is not known", expected, got: pattern });
  }

  /** The name for numbers. @throws ArgumentError where one is missing. */
  nameFor(numbers: Logs): string {
    return this.#pattern.replace(field, (_, name: string, zero, width, whole, digits, kind) => {
      const value = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
      if (value === undefined) {
        const expected = Object.keys(numbers).join(", ");
        throw new ArgumentError({
          where: this.#where,
          problem: "a field of filepath has no number",
          expected,
          got: name,
        });
      }
      const text =
        whole !== undefined ? value.toFixed(0) : kind === undefined ? String(value) : written(value, digits, kind);
      return text.padStart(Number(width ?? 0), zero === "0" ? "0" : " ");
    });
  }
}

function written(value: number, digits: string, kind: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (kind === "f") return value.toFixed(Number(digits));
  // Python writes two digits of the exponent at least.
  return value.toExponential(Number(digits)).replace(/e([+-])(\d)$/, "e$10$2");
}
