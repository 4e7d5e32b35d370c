import type { Hdf5Bytes } from "./hdf5-bytes.js";

/** The header messages that count. */
export const messageTypes = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

export interface HeaderMessage {
  readonly address: number;
  readonly size: number;
}

/** The messages of an object by type; only those in `messageTypes`, each at most once. */
export type HeaderMessages = ReadonlyMap<number, HeaderMessage>;

const known: ReadonlySet<number> = new Set(Object.values(messageTypes));

/**
 * The messages in the header of a group or array. Of version 1:
 *
 *     header         version 1 | 0 | messages 2 | references 4 | size of the first block 4 | 0 4 | block
 *     message        type 2 | size 2 | flags 1 | 0 3 | content
 *     continuation   address of another block 8 | its size 8
 *
 * @throws ModelFormatError where a message is not inside its block, is repeated, or stands for one elsewhere.
 * @see HDF5 File Format Specification, version 3.0, sections IV.A.1.a and IV.A.2.q
 */
export function readObjectHeader(file: Hdf5Bytes, path: string, address: number): HeaderMessages {
  file.claim(`the header of ${path}`, address, 16);
  const version = file.uint8(address);
  if (version !== 1) throw file.refusal(`the header of ${path} is of another version`, "version 1", version);
  const messages = new Map<number, HeaderMessage>();
  const first = address + 16;
  file.extend(`the header of ${path}`, first, file.uint32(address + 8));
  const blocks = [{ start: first, end: first + file.uint32(address + 8) }];
  let [block] = blocks;
  let offset = block?.start ?? 0;
  for (let left = file.uint16(address + 2); left > 0; left--) {
    if (block !== undefined && offset >= block.end) {
      blocks.shift();
      [block] = blocks;
      offset = block?.start ?? 0;
    }
    if (block === undefined || offset + 8 > block.end) throw file.refusal(`the header of ${path} is cut off`);
    const type = file.uint16(offset);
    const message = { address: offset + 8, size: file.uint16(offset + 2) };
    offset = message.address + message.size;
    if (offset > block.end) throw file.refusal(`the header of ${path} is cut off`);
    // Bit 1 of the flags: the content lies in another object.
    if (file.uint8(message.address - 4) & 2) throw file.refusal(`the header of ${path} shares messages`);
    if (!known.has(type)) continue;
    if (type === messageTypes.continuation) {
      const content = contentOf(file, path, message, 16);
      const [start, size] = [file.uint64(content), file.uint64(content + 8)];
      file.claim(`the header of ${path}`, start, size);
      blocks.push({ start, end: start + size });
    } else if (messages.has(type) && type !== messageTypes.link) {
      throw file.refusal(`the header of ${path} repeats a message`);
    }
    messages.set(type, message);
  }
  return messages;
}

/** Where a message's content begins, of which `size` bytes are needed. */
export function contentOf(file: Hdf5Bytes, path: string, message: HeaderMessage, size: number): number {
  if (message.size < size) throw file.refusal(`a message in the header of ${path} is cut off`);
  return message.address;
}
