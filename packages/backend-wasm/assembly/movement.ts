// Copies of bits: NaN payloads and signs of zero stay as they are.

/** `y[r,i] = x[r,i]`, with the distance of rows and of columns in bytes for each side. */
export function copy(
  x: usize, y: usize, rows: i32, columns: i32, xRow: usize, xColumn: usize, yRow: usize, yColumn: usize,
): void {
  for (; rows > 0; rows--) {
    if (xColumn == 4 && yColumn == 4) memory.copy(y, x, <usize>columns << 2);
    else {
      let source = x;
      let target = y;
      for (let i = 0; i < columns; i++) {
        store<u32>(target, load<u32>(source));
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
