import { checkDataset } from "./check-dataset.js";
import { groupEntries } from "./group-entries.js";
import { Hdf5Bytes } from "./hdf5-bytes.js";
import { messageTypes, readObjectHeader } from "./object-header.js";

/** Groups in groups; a nested model takes two. */
const mostDepth = 64;

/**
 * Checks an HDF5 file before a reader that trusts it sees it: from the superblock through all groups to all arrays.
 *
 * What may occur is what Keras writes: superblock and object headers of the first version, groups by symbol tables,
 * hard links, each object linked once, and arrays in one piece, unfiltered, whose size fits their shape. All else is
 * refused by name. Attributes are not looked at, as they are never read.
 *
 * The superblock of version 0, O and L being the sizes of addresses and lengths, 8 each:
 *
 *     signature 8 | version 1 | versions 3 | 0 | O 1 | L 1 | 0 | group leaf k 2 | group internal k 2 | flags 4
 *     | base address O | free space O | end of file O | driver O | root's name O | root's header O | …  (96 bytes)
 *
 * @throws ModelFormatError after work that is linear in the file's size at most.
 * @see HDF5 File Format Specification, version 3.0, section II.A
 */
export function checkStructure(where: string, bytes: Uint8Array): void {
  const file = new Hdf5Bytes(where, bytes);
  const open = [{ path: "", depth: 0, address: rootHeader(file) }];
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    const { path, depth, address } = object;
    const messages = readObjectHeader(file, path || "the root group", address);
    if (messages.has(messageTypes.dataspace) && path !== "") {
      checkDataset(file, path, messages);
      continue;
    }
    if (depth > mostDepth) throw file.refusal("groups are nested too deeply", `at most ${mostDepth} levels`);
    for (const [name, child] of groupEntries(file, path, messages)) {
      open.push({ path: path === "" ? name : `${path}/${name}`, depth: depth + 1, address: child });
    }
  }
}

function rootHeader(file: Hdf5Bytes): number {
  file.claimSigned("the superblock", "\x89HDF\r\n\x1a\n", 0, 96);
  const version = file.uint8(8);
  if (version !== 0) {
    throw file.refusal("its superblock is of another version", "version 0, as Keras writes it", version);
  }
  if (file.uint8(13) !== 8 || file.uint8(14) !== 8) {
    throw file.refusal("its addresses are of another size", "8 bytes", file.uint8(13));
  }
  if (file.uint64(24) !== 0) throw file.refusal("its addresses do not count from its beginning");
  if (file.uint64(40) > file.length) throw file.refusal("it is cut off", `${file.uint64(40)} bytes`, file.length);
  return file.uint64(64);
}
