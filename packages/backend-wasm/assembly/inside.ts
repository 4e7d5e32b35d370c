// Which of the positions `origin + i·step` lie inside an input. Positions on the time axis are f64, exact for any stride
// and dilation that JavaScript counts.

/** The first i from 0 to `count` whose position is not negative. */
@inline
export function firstInside(origin: f64, step: f64, count: i32): i32 {
  return <i32>min(max(ceil(-origin / step), 0), <f64>count);
}

/** One past the last i below `count` whose position is before `steps`. */
@inline
export function endInside(origin: f64, step: f64, count: i32, steps: i32): i32 {
  return <i32>min(max(floor((<f64>(steps - 1) - origin) / step) + 1, 0), <f64>count);
}
