import type { Hdf5Bytes } from "./hdf5-bytes.js";
import { contentOf, type HeaderMessages, messageTypes } from "./object-header.js";

const longestName = 1024;

/** Of one level in one group; the HDF5 library puts 64 entries and more under each. Reading takes their square. */
const mostTreeNodes = 4096;

/**
 * The names in a group and the addresses of their object headers. A group's symbol table message names a B-tree and a
 * local heap; the tree's leaves list symbol table nodes, whose entries have their names in the heap:
 *
 *     message   B-tree 8 | heap 8
 *     heap      "HEAP" | version 1 | 0 3 | size of the segment 8 | free list 8 | segment's address 8
 *     node      "SNOD" | version 1 | 0 | entries 2 | entries
 *     entry     name's offset in the heap 8 | object header 8 | cache type 4 | 0 4 | scratch 16
 *
 * @throws ModelFormatError for links of other kinds, and where the structure is damaged.
 * @see HDF5 File Format Specification, version 3.0, sections III.B, III.C, III.D and IV.A.2.r
 */
export function groupEntries(file: Hdf5Bytes, path: string, messages: HeaderMessages): ReadonlyMap<string, number> {
  const group = path || "the root group";
  const table = messages.get(messageTypes.symbolTable);
  const otherLinks = messages.has(messageTypes.link) || messages.has(messageTypes.linkInfo);
  if (table === undefined || otherLinks || messages.has(messageTypes.dataspace)) {
    throw file.refusal(`${group} is neither a plain group nor an array`, "a symbol table, as Keras writes it");
  }
  const content = contentOf(file, group, table, 16);
  const heap = file.uint64(content + 8);
  file.claimSigned(`the heap of ${group}`, "HEAP", heap, 32);
  const segment = { start: file.uint64(heap + 24), size: file.uint64(heap + 8) };
  file.extend(`the heap of ${group}`, segment.start, segment.size);
  const entries = new Map<string, number>();
  // Names do not overlap, so that all of them are not longer than the heap.
  let nameBytes = 0;
  for (const node of symbolTableNodes(file, group, file.uint64(content))) {
    file.claimSigned(`a symbol table node of ${group}`, "SNOD", node, 8);
    const count = file.uint16(node + 6);
    file.extend(`a symbol table node of ${group}`, node + 8, 40 * count);
    for (let entry = node + 8; entry < node + 8 + 40 * count; entry += 40) {
      const offset = file.uint64(entry);
      const name = offset < segment.size ? file.text(segment.start + offset, segment.start + segment.size) : null;
      nameBytes += (name?.length ?? 0) + 1;
      if (name === null || name === "" || name.length > longestName || nameBytes > segment.size) {
        throw file.refusal(`a name in ${group} is damaged`);
      }
      if (entries.has(name)) throw file.refusal(`${group} has two entries ${name}`);
      // Cache types 0 and 1 are hard links, 2 is a soft one.
      if (file.uint32(entry + 16) > 1) throw file.refusal(`${group} links ${name} softly`, "hard links alone");
      entries.set(name, file.uint64(entry + 8));
    }
  }
  return entries;
}

/**
 * The addresses of a group's symbol table nodes: the children of the leaves of its B-tree, all of one level.
 *
 *     node   "TREE" | type 1, 0 for groups | level 1 | children 2 | left 8 | right 8 | key 8 | child 8 | key 8 | … | key 8
 *
 * @see HDF5 File Format Specification, version 3.0, section III.A.1
 */
function symbolTableNodes(file: Hdf5Bytes, group: string, root: number): readonly number[] {
  const what = `a B-tree node of ${group}`;
  let addresses: readonly number[] = [root];
  let level: number | null = null;
  do {
    if (addresses.length > mostTreeNodes) throw file.refusal(`${group} has too many B-tree nodes`);
    const children: number[] = [];
    for (const address of addresses) {
      file.claimSigned(what, "TREE", address, 24);
      const ownLevel = file.uint8(address + 5);
      level ??= ownLevel;
      if (file.uint8(address + 4) !== 0 || ownLevel !== level) throw file.refusal(`${what} is of another kind`);
      const count = file.uint16(address + 6);
      file.extend(what, address + 24, 8 + 16 * count);
      for (let index = 0; index < count; index++) children.push(file.uint64(address + 32 + 16 * index));
    }
    addresses = children;
  } while (level !== null && level-- > 0);
  return addresses;
}
