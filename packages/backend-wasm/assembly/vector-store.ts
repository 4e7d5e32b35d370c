/** Writes the first `count` floats of a vector; all four where there are more. */
@inline
export function storeLanes(y: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(y, v);
    return;
  }
  if (count & 2) {
    v128.store64_lane(y, v, 0);
    v = v128.shuffle<f32>(v, v, 2, 3, 2, 3);
    y += 8;
  }
  if (count & 1) v128.store32_lane(y, v, 0);
}
