import { overwrites, productTile } from "./product-tile";

/**
 * `y[i,r,n] = Σ_k a[i,r,k]·b[i,k,n]` for each i of the batch.
 *
 * `aRow` and `aStep` are the strides of a in bytes along r and k. b is `[k, n]`, or `[n, k]` when `transposesB`: then
 * eight of its rows at a time are turned into `panel`, scratch for `[k, 8]`.
 */
export function multiply(
  a: usize, b: usize, y: usize, panel: usize, batch: i32, rows: i32, terms: i32, columns: i32,
  aRow: usize, aStep: usize, transposesB: bool,
): void {
  const yRow = <usize>columns << 2;
  const termBytes = <usize>terms << 2;
  for (; batch > 0; batch--) {
    for (let n = 0; n < columns; n += 8) {
      const offset = <usize>n << 2;
      if (transposesB) transposePanel(b + <usize>n * termBytes, panel, terms, min(8, columns - n));
      const source = transposesB ? panel : b + offset;
      const step: usize = transposesB ? 32 : yRow;
      for (let r = 0; r < rows; r += 4) {
        productTile(
          terms, a + <usize>r * aRow, aRow, aStep, source, step, 0,
          y + <usize>r * yRow + offset, yRow, rows - r, columns - n, overwrites, 0, 0, 0,
        );
      }
    }
    a += <usize>rows * termBytes;
    b += <usize>terms * yRow;
    y += <usize>rows * yRow;
  }
}

/** `panel[k,n] = b[n,k]` for `columns` ≤ 8 rows of b. */
function transposePanel(b: usize, panel: usize, terms: i32, columns: i32): void {
  for (let n = 0; n < columns; n++) {
    let target = panel + (<usize>n << 2);
    for (let k = 0; k < terms; k++) {
      store<u32>(target, load<u32>(b));
      b += 4;
      target += 32;
    }
  }
}
