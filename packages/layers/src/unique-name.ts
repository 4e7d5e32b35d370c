import { snakeCase } from "./config.js";

const counts = new Map<string, number>();

/** Keras' automatic layer names: `separable_conv1d`, then `separable_conv1d_1`, … */
export function uniqueName(className: string): string {
  const base = snakeCase(className);
  const count = counts.get(base) ?? 0;
  counts.set(base, count + 1);
  return count === 0 ? base : `${base}_${count}`;
}

/** Starts automatic layer names over, as Keras' `clear_session` does. */
export function resetLayerNames(): void {
  counts.clear();
}
