/** A number in the metadata of an HDF5 file, little-endian. */
export interface Hdf5Field {
  /** `layers/dense/vars/0: layout class` */
  readonly name: string;
  readonly offset: number;
  readonly bytes: 1 | 2 | 4 | 8;
}

/**
 * All numbers in the metadata of a file as Keras writes it: what a fuzz changes, and where a test finds its field.
 *
 * @see HDF5 File Format Specification, version 3.0
 */
export function hdf5Fields(file: Uint8Array): readonly Hdf5Field[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const fields: Hdf5Field[] = [];
  const field = (name: string, offset: number, bytes: Hdf5Field["bytes"]): number => {
    fields.push({ name, offset, bytes });
    if (bytes === 8) return Number(view.getBigUint64(offset, true));
    return bytes === 4
      ? view.getUint32(offset, true)
      : bytes === 2
        ? view.getUint16(offset, true)
        : view.getUint8(offset);
  };

  function readObject(path: string, address: number): void {
    field(`${path}: header version`, address, 1);
    const count = field(`${path}: messages`, address + 2, 2);
    const blocks = [{ start: address + 16, size: field(`${path}: header size`, address + 8, 4) }];
    let offset = address + 16;
    for (let left = count; left > 0; left--) {
      if (offset >= (blocks[0]?.start ?? 0) + (blocks[0]?.size ?? 0)) {
        blocks.shift();
        offset = blocks[0]?.start ?? 0;
      }
      const type = field(`${path}: message type`, offset, 2);
      const size = field(`${path}: message size`, offset + 2, 2);
      field(`${path}: message flags`, offset + 4, 1);
      offset += 8;
      if (type === 0x10) {
        const start = field(`${path}: continuation address`, offset, 8);
        blocks.push({ start, size: field(`${path}: continuation size`, offset + 8, 8) });
      }
      if (type === 0x11) {
        const tree = field(`${path}: tree address`, offset, 8);
        readTree(path, tree, readHeap(path, field(`${path}: heap address`, offset + 8, 8)));
      }
      if (type === 0x01) {
        field(`${path}: dataspace version`, offset, 1);
        const rank = field(`${path}: rank`, offset + 1, 1);
        for (let axis = 0; axis < rank; axis++) field(`${path}: extent ${axis}`, offset + 8 + 8 * axis, 8);
      }
      if (type === 0x03) {
        field(`${path}: type class`, offset, 1);
        field(`${path}: type size`, offset + 4, 4);
      }
      if (type === 0x08) {
        field(`${path}: layout version`, offset, 1);
        field(`${path}: layout class`, offset + 1, 1);
        field(`${path}: data address`, offset + 2, 8);
        field(`${path}: data size`, offset + 10, 8);
      }
      offset += size;
    }
  }

  function readHeap(path: string, heap: number): number {
    field(`${path}: heap version`, heap + 4, 1);
    field(`${path}: segment size`, heap + 8, 8);
    field(`${path}: free list`, heap + 16, 8);
    return field(`${path}: segment address`, heap + 24, 8);
  }

  function readTree(path: string, node: number, names: number): void {
    field(`${path}: node type`, node + 4, 1);
    const level = field(`${path}: node level`, node + 5, 1);
    const children = field(`${path}: children`, node + 6, 2);
    for (let index = 0; index < children; index++) {
      const child = field(`${path}: child ${index}`, node + 32 + 16 * index, 8);
      if (level > 0) readTree(path, child, names);
      else readSymbols(path, child, names);
    }
  }

  function readSymbols(path: string, node: number, names: number): void {
    const count = field(`${path}: symbols`, node + 6, 2);
    for (let offset = node + 8; offset < node + 8 + 40 * count; offset += 40) {
      const start = names + field(`${path}: name offset`, offset, 8);
      field(`${path}: name`, start, 1);
      field(`${path}: cache type`, offset + 16, 4);
      const name = new TextDecoder().decode(file.subarray(start, file.indexOf(0, start)));
      readObject(path === "" ? name : `${path}/${name}`, field(`${path}: object address`, offset + 8, 8));
    }
  }

  field("superblock version", 8, 1);
  field("size of addresses", 13, 1);
  field("size of lengths", 14, 1);
  field("base address", 24, 8);
  field("end of file", 40, 8);
  readObject("", field("root address", 64, 8));
  return fields;
}

/** The file with one number replaced. */
export function withField(
  file: Uint8Array,
  { offset, bytes }: Hdf5Field,
  value: number | bigint,
): Uint8Array<ArrayBuffer> {
  const changed = Uint8Array.from(file);
  const view = new DataView(changed.buffer);
  for (let index = 0; index < bytes; index++) {
    view.setUint8(offset + index, Number((BigInt.asUintN(64, BigInt(value)) >> BigInt(8 * index)) & 0xffn));
  }
  return changed;
}
