import { productOfRows } from "./product-tile";

export { packTaps } from "./packing";
export { productOfRows } from "./product-tile";

/**
 * `y[i,r,n] = Σ_k a[i,r,k]·b[i,k,n]` for the blocks of `blockRows` rows `first` to `last` − 1 of all products i.
 *
 * `aRow` and `aStep` are the strides of a in bytes along r and k. b is packed by packTaps, `bBytes` for each product.
 */
export function multiply(
  _scratch: usize, first: i32, last: i32,
  a: usize, b: usize, y: usize, blockRows: i32, rows: i32, terms: i32, columns: i32, aRow: usize, aStep: usize,
  bBytes: usize,
): void {
  const blocks = (rows + blockRows - 1) / blockRows;
  const yRow = <usize>columns << 2;
  for (; first < last; first++) {
    const product = first / blocks;
    const start = (first % blocks) * blockRows;
    productOfRows(
      terms, a + (<usize>(product * rows * terms) << 2) + <usize>start * aRow, aRow, aStep, b + <usize>product * bBytes, 0,
      y + <usize>(product * rows + start) * yRow, yRow, min(blockRows, rows - start), columns, 1, -Infinity, Infinity,
    );
  }
}
