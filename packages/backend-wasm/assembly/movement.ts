// Copies of bits: NaN payloads and signs of zero stay as they are.

/** `y[r,i] = x[r,i]`, elements of `bytes`, with the distance of rows and of columns in bytes for each side. */
export function copy(
  x: usize, y: usize, bytes: usize, rows: i32, columns: i32, xRow: usize, xColumn: usize, yRow: usize, yColumn: usize,
): void {
  for (; rows > 0; rows--) {
    if (xColumn == bytes && yColumn == bytes) memory.copy(y, x, <usize>columns * bytes);
    else if (xColumn == 0 && yColumn == 4 && bytes == 4) repeat(x, y, columns);
    else {
      let source = x;
      let target = y;
      for (let i = 0; i < columns; i++) {
        if (bytes == 4) store<u32>(target, load<u32>(source));
        else store<u8>(target, load<u8>(source));
        source += xColumn;
        target += yColumn;
      }
    }
    x += xRow;
    y += yRow;
  }
}

/** `y[i] = x`, of four bytes. */
function repeat(x: usize, y: usize, count: i32): void {
  const values = v128.load32_splat(x);
  for (; count >= 4; count -= 4) {
    v128.store(y, values);
    y += 16;
  }
  for (; count > 0; count--) {
    v128.store32_lane(y, values, 0);
    y += 4;
  }
}

export function zero(y: usize, bytes: usize): void {
  memory.fill(y, 0, bytes);
}
