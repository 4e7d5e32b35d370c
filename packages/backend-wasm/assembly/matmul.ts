import { overwrites, productTile } from "./product-tile";

export { packTaps } from "./packing";

/**
 * `y[i,r,n] = Σ_k a[i,r,k]·b[i,k,n]` for the blocks of `blockRows` rows `first` to `last` − 1 of all products i.
 *
 * `aRow` and `aStep` are the strides of a in bytes along r and k. Eight columns of b lie side by side, `bStep` bytes behind
 * those of the k before, and `bPanel` bytes behind the eight columns before.
 */
export function multiply(
  _scratch: usize, first: i32, last: i32,
  a: usize, b: usize, y: usize, blockRows: i32, rows: i32, terms: i32, columns: i32, aRow: usize, aStep: usize,
  bStep: usize, bPanel: usize, bProduct: usize,
): void {
  const blocks = (rows + blockRows - 1) / blockRows;
  const yRow = <usize>columns << 2;
  for (; first < last; first++) {
    const product = first / blocks;
    const start = (first % blocks) * blockRows;
    const count = min(blockRows, rows - start);
    const left = a + (<usize>(product * rows * terms) << 2) + <usize>start * aRow;
    let right = b + <usize>product * bProduct;
    let target = y + <usize>(product * rows + start) * yRow;
    for (let n = 0; n < columns; n += 8) {
      for (let r = 0; r < count; r += 4) {
        productTile(
          terms, left + <usize>r * aRow, aRow, aStep, right, bStep, 0, target + <usize>r * yRow, yRow, count - r,
          columns - n, overwrites, 0, 0, 0,
        );
      }
      right += bPanel;
      target += 32;
    }
  }
}
