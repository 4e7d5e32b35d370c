// The inner loop of every matrix product: four rows by eight columns in eight accumulators.

/** Writes the first `columns` of eight floats, where they are fewer than eight. */
function storePart(y: usize, left: v128, right: v128, columns: i32): void {
  if (columns & 4) {
    v128.store(y, left);
    left = right;
    y += 16;
  }
  if (columns & 2) {
    v128.store64_lane(y, left, 0);
    left = v128.shuffle<f32>(left, left, 2, 3, 2, 3);
    y += 8;
  }
  if (columns & 1) v128.store32_lane(y, left, 0);
}

/** `min(max(max(v, slope·v), low), high)`: linear, relu, relu6 and leakyRelu. In this order NaN stays NaN. */
@inline
export function clamp(v: v128, slope: f32, low: f32, high: f32): v128 {
  const leaky = f32x4.pmax(v, f32x4.mul(v, f32x4.splat(slope)));
  return f32x4.pmin(f32x4.pmax(leaky, f32x4.splat(low)), f32x4.splat(high));
}

/** What becomes of a finished sum. Constants, so that each use compiles to its own loop. */
export const accumulates: i32 = 0;
const clamps: i32 = 1;

@inline
function finishRow(
  y: usize, left: v128, right: v128, columns: i32, finish: i32, slope: f32, low: f32, high: f32,
): void {
  if (finish == accumulates) {
    left = f32x4.add(left, v128.load(y));
    right = f32x4.add(right, v128.load(y, 16));
  } else {
    left = clamp(left, slope, low, high);
    right = clamp(right, slope, low, high);
  }
  if (columns >= 8) {
    v128.store(y, left);
    v128.store(y, right, 16);
  } else storePart(y, left, right, columns);
}

/**
 * `y[r,n] = finish(initial[n] + Σ_k a[r,k]·b[k,n])` for `rows` ≤ 4 and `columns` ≤ 8.
 *
 * `aRow`, `aStep`, `bStep` and `yRow` are strides in bytes; the eight columns of b lie side by side. Rows that are not
 * wanted repeat a wanted one; columns that are not wanted are read, up to 28 bytes past the last, and not written.
 */
@inline
export function productTile(
  terms: i32, a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, initial: usize,
  y: usize, yRow: usize, rows: i32, columns: i32, finish: i32, slope: f32, low: f32, high: f32,
): void {
  let a1 = rows > 1 ? a + aRow : a;
  let a2 = rows > 2 ? a1 + aRow : a1;
  let a3 = rows > 3 ? a2 + aRow : a2;
  let left0 = f32x4.splat(0);
  let right0 = left0;
  if (initial) {
    left0 = v128.load(initial);
    right0 = v128.load(initial, 16);
  }
  let left1 = left0, left2 = left0, left3 = left0;
  let right1 = right0, right2 = right0, right3 = right0;
  for (; terms > 0; terms--) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    b += bStep;
    let value = v128.load32_splat(a);
    a += aStep;
    left0 = f32x4.add(f32x4.mul(value, left), left0);
    right0 = f32x4.add(f32x4.mul(value, right), right0);
    value = v128.load32_splat(a1);
    a1 += aStep;
    left1 = f32x4.add(f32x4.mul(value, left), left1);
    right1 = f32x4.add(f32x4.mul(value, right), right1);
    value = v128.load32_splat(a2);
    a2 += aStep;
    left2 = f32x4.add(f32x4.mul(value, left), left2);
    right2 = f32x4.add(f32x4.mul(value, right), right2);
    value = v128.load32_splat(a3);
    a3 += aStep;
    left3 = f32x4.add(f32x4.mul(value, left), left3);
    right3 = f32x4.add(f32x4.mul(value, right), right3);
  }
  finishRow(y, left0, right0, columns, finish, slope, low, high);
  if (rows > 1) finishRow(y + yRow, left1, right1, columns, finish, slope, low, high);
  if (rows > 2) finishRow(y + yRow * 2, left2, right2, columns, finish, slope, low, high);
  if (rows > 3) finishRow(y + yRow * 3, left3, right3, columns, finish, slope, low, high);
}

/**
 * `y[r,n] = clamp(initial[n] + Σ_k a[r,k]·b[k,n])` for any number of rows and columns, b in panels of eight columns.
 *
 * A function of its own around three loops: V8 unrolls the innermost one by how deep it is nested. Modules export it, so that
 * each has it in the same bytes, whatever it is called with: that compresses.
 */
export function productOfRows(
  terms: i32, a: usize, aRow: usize, aStep: usize, panels: usize, initial: usize, y: usize, yRow: usize, rows: i32,
  columns: i32, slope: f32, low: f32, high: f32,
): void {
  for (; columns > 0; columns -= 8) {
    for (let r = 0; r < rows; r += 4) {
      productTile(
        terms, a + <usize>r * aRow, aRow, aStep, panels, 32, initial, y + <usize>r * yRow, yRow, rows - r, columns,
        clamps, slope, low, high,
      );
    }
    panels += <usize>terms << 5;
    if (initial) initial += 32;
    y += 32;
  }
}
