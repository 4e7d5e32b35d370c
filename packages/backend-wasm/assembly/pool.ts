import { storeLanes } from "./vector-store";

/**
 * The mean (`averages`) or the maximum of the steps of each window that lie inside, for the output steps `first` to
 * `last` − 1 of all samples. WebAssembly's max gives NaN where either side is NaN.
 */
export function pool(
  _scratch: usize, first: i32, last: i32,
  x: usize, y: usize, steps: i32, channels: i32, outputSteps: i32, size: f64, stride: f64, padLeft: f64, averages: i32,
): void {
  const row = <usize>channels << 2;
  y += <usize>first * row;
  for (; first < last; first++) {
    const position = <f64>(first % outputSteps) * stride - padLeft;
    const start = <i32>max(position, 0);
    const count = <i32>min(position + size, steps) - start;
    let column = x + <usize>(first / outputSteps * steps + start) * row;
    for (let rest = channels; rest > 0; rest -= 4) {
      let v = f32x4.splat(averages ? 0 : -Infinity);
      for (let k = 0, source = column; k < count; k++, source += row) {
        v = averages ? f32x4.add(v, v128.load(source)) : f32x4.max(v, v128.load(source));
      }
      if (averages) v = f32x4.div(v, f32x4.splat(<f32>count));
      storeLanes(y, v, rest);
      column += 16;
      y += <usize>min(rest, 4) << 2;
    }
  }
}
