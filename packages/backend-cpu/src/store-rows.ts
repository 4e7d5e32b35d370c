import type { FloatArray } from "./cpu-context.js";

/** What turns sums into a layer's output. */
export interface Finish {
  readonly bias: FloatArray | undefined;
  readonly activate: ((x: number) => number) | null;
}

/** `output[to + r·stride + j] = activate(sums[r·width + j] + bias[j])` for the first rows of a tile of sums. */
export function storeRows(
  sums: Float64Array,
  width: number,
  { bias, activate }: Finish,
  output: FloatArray,
  to: number,
  rows: number,
  columns: number,
  stride: number = columns,
): void {
  if (bias) {
    for (let r = 0; r < rows; r++) for (let j = 0; j < columns; j++) sums[r * width + j]! += bias[j]!;
  }
  if (activate) {
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < columns; j++) sums[r * width + j] = activate(sums[r * width + j]!);
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) output[to + r * stride + j] = sums[r * width + j]!;
  }
}
