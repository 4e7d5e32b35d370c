/** The bytes that two hexadecimal digits each stand for. */
export function decodeHexadecimal(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
