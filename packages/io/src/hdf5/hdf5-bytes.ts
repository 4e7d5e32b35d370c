import { ModelFormatError } from "@sepconv/backend";

/** More structures than the weights file of any model has. */
const mostStructures = 100_000;

/**
 * The bytes of an HDF5 file while its structure is checked, little-endian.
 *
 * Every structure is claimed before it is read. Each begins at an address of its own, so that there is no cycle; each
 * lies inside the file; and all together are not larger than it, as structures do not overlap. Work is thereby linear
 * in the file's size, and the number of structures is bounded.
 */
export class Hdf5Bytes {
  readonly length: number;
  readonly #where: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #addresses = new Set<number>();
  #claimed = 0;

  constructor(where: string, bytes: Uint8Array) {
    this.#where = where;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.length;
  }

  /** Takes bytes for one structure, named in refusals. @throws ModelFormatError where they cannot be its own. */
  claim(what: string, address: number, size: number): void {
    if (this.#addresses.has(address)) throw this.refusal(`${what} is reached twice`);
    this.#addresses.add(address);
    if (this.#addresses.size > mostStructures) throw this.refusal("there are too many structures");
    this.extend(what, address, size);
  }

  /** Takes more bytes for a structure that was claimed. */
  extend(what: string, address: number, size: number): void {
    if (!(address + size <= this.length)) throw this.refusal(`${what} lies outside the file`);
    this.#claimed += size;
    if (this.#claimed > this.length) throw this.refusal("structures overlap");
  }

  /** Claims a structure that begins with a signature. */
  claimSigned(what: string, signature: string, address: number, size: number): void {
    this.claim(what, address, size);
    for (let index = 0; index < signature.length; index++) {
      if (this.#bytes[address + index] !== signature.charCodeAt(index)) {
        throw this.refusal(`${what} lacks its signature`);
      }
    }
  }

  uint8(address: number): number {
    return this.#view.getUint8(address);
  }

  uint16(address: number): number {
    return this.#view.getUint16(address, true);
  }

  uint32(address: number): number {
    return this.#view.getUint32(address, true);
  }

  /** Addresses and sizes. Rounded above 2⁵³, where all are outside the file. */
  uint64(address: number): number {
    return this.uint32(address) + this.uint32(address + 4) * 2 ** 32;
  }

  /** The text up to a zero, which must come before `end`; null where it does not. */
  text(start: number, end: number): string | null {
    const zero = this.#bytes.indexOf(0, start);
    return zero < 0 || zero >= end ? null : new TextDecoder().decode(this.#bytes.subarray(start, zero));
  }

  /** What the check throws. */
  refusal(problem: string, expected?: string, got?: unknown): ModelFormatError {
    return new ModelFormatError({
      where: this.#where,
      problem: `the weights file cannot be used: ${problem}`,
      ...(expected !== undefined && { expected }),
      ...(got !== undefined && { got }),
    });
  }
}
