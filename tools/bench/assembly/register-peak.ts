// The most that 128-bit multiplications and additions do when nothing touches memory.

/**
 * Runs `rounds` times twelve independent chains `v ← v·factor + addend`, 96 operations: as many chains as cover the
 * latency of both instructions, and as fit in sixteen registers together with the two constants.
 */
export function multiplyAndAdd(rounds: i32, factor: f32, addend: f32): f32 {
  const a = f32x4.splat(factor), b = f32x4.splat(addend);
  let v0 = a, v1 = b, v2 = a, v3 = b, v4 = a, v5 = b, v6 = a, v7 = b, v8 = a, v9 = b, v10 = a, v11 = b;
  for (; rounds > 0; rounds--) {
    v0 = f32x4.add(f32x4.mul(v0, a), b);
    v1 = f32x4.add(f32x4.mul(v1, a), b);
    v2 = f32x4.add(f32x4.mul(v2, a), b);
    v3 = f32x4.add(f32x4.mul(v3, a), b);
    v4 = f32x4.add(f32x4.mul(v4, a), b);
    v5 = f32x4.add(f32x4.mul(v5, a), b);
    v6 = f32x4.add(f32x4.mul(v6, a), b);
    v7 = f32x4.add(f32x4.mul(v7, a), b);
    v8 = f32x4.add(f32x4.mul(v8, a), b);
    v9 = f32x4.add(f32x4.mul(v9, a), b);
    v10 = f32x4.add(f32x4.mul(v10, a), b);
    v11 = f32x4.add(f32x4.mul(v11, a), b);
  }
  const s0 = f32x4.add(f32x4.add(v0, v1), f32x4.add(v2, v3));
  const s1 = f32x4.add(f32x4.add(v4, v5), f32x4.add(v6, v7));
  const s2 = f32x4.add(f32x4.add(v8, v9), f32x4.add(v10, v11));
  return f32x4.extract_lane(f32x4.add(f32x4.add(s0, s1), s2), 0);
}
