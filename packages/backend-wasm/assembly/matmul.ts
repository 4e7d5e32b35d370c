import { addProducts, packRows } from "./outer-products";
import { productOfRows } from "./product-tile";

export { addParts } from "./outer-products";
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

/**
 * `y[i,n] = Σ_k a[k,i]·b[k,n]` over the parts `first` to `last` − 1 of the k, `partTerms` each: a part's sums lie at
 * `parts + part · partBytes`, in rows of ⌈columns/8⌉·8. `blockTerms` of them at a time are packed into the scratch.
 */
export function multiplyOuter(
  scratch: usize, first: i32, last: i32,
  a: usize, b: usize, parts: usize, partBytes: usize, partTerms: i32, blockTerms: i32, rows: i32, terms: i32, columns: i32,
): void {
  const paddedColumns = (columns + 7) & ~7;
  const paddedRows = (rows + 7) & ~7;
  const aRow = <usize>rows << 2;
  const bRow = <usize>columns << 2;
  const packedB = scratch + (<usize>(blockTerms * paddedRows) << 2);
  for (; first < last; first++) {
    const sums = parts + <usize>first * partBytes;
    memory.fill(sums, 0, partBytes);
    const end = min((first + 1) * partTerms, terms);
    for (let k = first * partTerms; k < end; k += blockTerms) {
      const count = min(blockTerms, end - k);
      packRows(a + <usize>k * aRow, scratch, count, rows, aRow);
      packRows(b + <usize>k * bRow, packedB, count, columns, bRow);
      for (let i = 0; i < rows; i += 4) {
        // Eight i lie side by side.
        const left = scratch + (<usize>((i >> 3) * count) << 5) + (<usize>(i & 4) << 2);
        addProducts(left, 32, packedB, count, sums + (<usize>(i * paddedColumns) << 2), paddedColumns);
      }
    }
  }
}

/** Rows of ⌈columns/8⌉·8 to rows of `columns`. */
export function unpackRows(source: usize, target: usize, rows: i32, columns: i32): void {
  for (; rows > 0; rows--) {
    memory.copy(target, source, <usize>columns << 2);
    source += <usize>((columns + 7) & ~7) << 2;
    target += <usize>columns << 2;
  }
}
