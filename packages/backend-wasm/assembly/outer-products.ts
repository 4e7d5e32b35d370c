// Sums of outer products, `Σ_t a[t,:]ᵀ·b[t,:]` over many t: gradients of weights. A few hundred t at a time are packed, so that
// they stay in cache; sums of parts are added in order.

import { accumulates, productTile } from "./product-tile";

/** Rows in panels of eight columns, `[⌈columns/8⌉, count, 8]`, the last one filled with zeros. */
export function packRows(source: usize, target: usize, count: i32, columns: i32, rowBytes: usize): void {
  for (; columns > 0; columns -= 8) {
    let row = source;
    for (let t = 0; t < count; t++) {
      if (columns >= 8) {
        v128.store(target, v128.load(row));
        v128.store(target, v128.load(row, 16), 16);
      } else {
        v128.store(target, lanesBelow(v128.load(row), columns));
        v128.store(target, lanesBelow(v128.load(row, 16), columns - 4), 16);
      }
      row += rowBytes;
      target += 32;
    }
    source += 32;
  }
}

/** The first `count` of four values, and zeros. */
@inline
function lanesBelow(values: v128, count: i32): v128 {
  return v128.and(values, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count)));
}

/** `sums[i,j] += Σ_t a[t,i]·b[t,j]` for four i, which lie side by side, `aStep` from one t to the next, and b in panels. */
export function addProducts(a: usize, aStep: usize, panels: usize, count: i32, sums: usize, columns: i32): void {
  const row = <usize>columns << 2;
  for (let j = 0; j < columns; j += 8) {
    productTile(count, a, 4, aStep, panels, 32, 0, sums, row, 4, 8, accumulates, 0, 0, 0);
    panels += <usize>count << 5;
    sums += 32;
  }
}
/** `target[i] += source[i]` for `count` vectors. */
export function addVectors(target: usize, source: usize, count: i32): void {
  for (; count > 0; count--) {
    v128.store(target, f32x4.add(v128.load(target), v128.load(source)));
    target += 16;
    source += 16;
  }
}

/** Adds the sums of all chunks to those of the first, in order. */
export function addParts(parts: usize, partBytes: usize, count: i32): void {
  for (let part = 1; part < count; part++) {
    addVectors(parts, parts + <usize>part * partBytes, <i32>(partBytes >> 4));
  }
}

