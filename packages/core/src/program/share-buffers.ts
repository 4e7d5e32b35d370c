import type { DType } from "@sepconv/backend";
import type { Step, Value } from "./step.js";

/** A piece of memory that several values use, one after the other. */
export interface SharedBuffer {
  readonly dtype: DType;
  length: number;
}

/**
 * A buffer for each value that the steps compute, and for the inputs: one that no later step reads gives its buffer to the
 * next result. Of the free buffers the one that is nearest in size is taken.
 *
 * @param inputs values that are there before the first step.
 * @param outputs values that are read after the last one.
 */
export function shareBuffers(
  steps: readonly Step[],
  inputs: readonly Value[],
  outputs: readonly Value[],
): ReadonlyMap<Value, SharedBuffer> {
  const lastUse = new Map<Value, number>();
  steps.forEach((step, index) => {
    for (const { value } of Object.values(step.inputs)) lastUse.set(value, index);
  });
  for (const value of outputs) lastUse.set(value, steps.length);
  const buffers = new Map<Value, SharedBuffer>();
  const free: SharedBuffer[] = [];
  function assign(value: Value): void {
    if (buffers.has(value)) return;
    const fitting = free.filter(({ dtype }) => dtype === value.dtype);
    fitting.sort((a, b) => Math.abs(a.length - value.length) - Math.abs(b.length - value.length));
    const [buffer = { dtype: value.dtype, length: 0 }] = fitting;
    if (fitting.length > 0) free.splice(free.indexOf(buffer), 1);
    buffer.length = Math.max(buffer.length, value.length);
    buffers.set(value, buffer);
  }
  inputs.forEach(assign);
  steps.forEach((step, index) => {
    const results = Object.values(step.outputs).map(({ value }) => value);
    results.forEach(assign);
    const read = Object.values(step.inputs).map(({ value }) => value);
    for (const value of new Set([...read, ...results])) {
      const buffer = buffers.get(value);
      // What nobody reads ends with the step that computed it.
      if (buffer && (lastUse.get(value) ?? index) <= index) free.push(buffer);
    }
  });
  return buffers;
}
