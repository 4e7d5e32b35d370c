// Copies of bits: NaN payloads and signs of zero stay as they are.

/** `y[r,i] = x[r,i]`, elements of `bytes`, with the distance of rows and of columns in bytes for each side. */
export function copy(
  x: usize, y: usize, bytes: usize, rows: i32, columns: i32, xRow: usize, xColumn: usize, yRow: usize, yColumn: usize,
): void {
  for (; rows > 0; rows--) {
    if (xColumn == bytes && yColumn == bytes) memory.copy(y, x, <usize>columns * bytes);
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

export function zero(y: usize, bytes: usize): void {
  memory.fill(y, 0, bytes);
}
