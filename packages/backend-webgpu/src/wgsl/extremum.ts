/** A device may take for granted that there is no NaN, and then `a != a` is false; of the bits it may not. */
export const isNan = /* wgsl */ `
fn isNan(a: f32) -> bool {
  return (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u;
}`;

/** The larger or smaller of a and b as an expression that uses `isNan`; NaN where either is. */
export const extremum = {
  max: "select(select(b, a, a > b), a, isNan(a))",
  min: "select(select(b, a, a < b), a, isNan(a))",
} as const;
