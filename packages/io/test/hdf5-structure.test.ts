import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../src/index.js";
import { type Hdf5Field, hdf5Fields, withField } from "./hdf5-fields.js";
import { archive, entry, refusal } from "./motion-archive.js";

const weights = entry("model.weights.h5");
const fields = hdf5Fields(weights);

function field(name: string): Hdf5Field {
  const found = fields.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`the file has no field ${name}`);
  return found;
}

function addressIn(name: string): bigint {
  return new DataView(weights.buffer).getBigUint64(field(name).offset, true);
}

/** Where a message of a type begins in an object's header: at its type. */
function messageOffset(path: string, type: number): number {
  const found = fields.find(({ name, offset }) => name === `${path}: message type` && weights[offset] === type);
  if (found === undefined) throw new Error(`${path} has no message ${type}`);
  return found.offset;
}

/** The file with a message of an object made one of another type. */
function withMessage(path: string, type: number, other: number): Uint8Array {
  return withField(weights, { name: "message type", offset: messageOffset(path, type), bytes: 2 }, other);
}

/** The file with a B-tree of the root group in which every node of a level has the same children, `count` equal ones. */
function withTree(levels: number, count: number): Uint8Array {
  const nodeBytes = 24 + 8 + 16 * count;
  const file = new Uint8Array(weights.length + levels * nodeBytes);
  file.set(weights);
  const view = new DataView(file.buffer);
  let child = addressIn(": child 0");
  for (let level = 0; level < levels; level++) {
    const node = weights.length + level * nodeBytes;
    file.set(new TextEncoder().encode("TREE"), node);
    view.setUint8(node + 5, level);
    view.setUint16(node + 6, count, true);
    for (let index = 0; index < count; index++) view.setBigUint64(node + 32 + 16 * index, child, true);
    child = BigInt(node);
  }
  return withField(file, field(": tree address"), child);
}

const dense = "layers/dense/vars/0";
const cannot = "loadModel: the weights file cannot be used:";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

describe("an HDF5 file", () => {
  it("whose B-tree repeats its children is refused at once", async () => {
    // 32⁶ ways to one symbol table node.
    const file = archive({ "model.weights.h5": withTree(6, 32) });
    const start = performance.now();
    await expect(loadModel(file)).rejects.toThrow(
      refusal(`${cannot} a B-tree node of the root group is reached twice.`),
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each<[string, () => Uint8Array, string | RegExp]>([
    ["is none", () => new Uint8Array(100_000), `${cannot} the superblock lacks its signature.`],
    [
      "has another superblock",
      () => withField(weights, field("superblock version"), 2),
      `${cannot} its superblock is of another version; expected version 0, as Keras writes it, got 2.`,
    ],
    [
      "has short addresses",
      () => withField(weights, field("size of addresses"), 4),
      `${cannot} its addresses are of another size; expected 8 bytes, got 4.`,
    ],
    [
      "begins elsewhere",
      () => withField(weights, field("base address"), 512),
      `${cannot} its addresses do not count from its beginning.`,
    ],
    [
      "is cut off",
      () => weights.slice(0, -8),
      `${cannot} it is cut off; expected ${weights.length} bytes, got ${weights.length - 8}.`,
    ],
    [
      "leads outside",
      () => withField(weights, field("root address"), 2n ** 63n),
      `${cannot} the header of the root group lies outside the file.`,
    ],
    [
      "leads back to its root",
      () => withField(weights, field("layers: object address"), addressIn("root address")),
      `${cannot} the header of layers/activation is reached twice.`,
    ],
    [
      "has two groups with one tree",
      () => withField(weights, field("layers: tree address"), addressIn(": tree address")),
      `${cannot} a B-tree node of layers is reached twice.`,
    ],
    [
      "has more tree nodes than any group needs",
      () => withTree(2, 4097),
      `${cannot} the root group has too many B-tree nodes.`,
    ],
    [
      "mixes levels of a tree",
      () => withField(weights, field("layers: node type"), 1),
      `${cannot} a B-tree node of layers is of another kind.`,
    ],
    [
      "has more children than room",
      () => withField(weights, field("layers: children"), 0xffff),
      `${cannot} a B-tree node of layers lies outside the file.`,
    ],
    [
      "has a soft link",
      () => withField(weights, field("layers: cache type"), 2),
      `${cannot} layers links activation softly; expected hard links alone.`,
    ],
    [
      "has an external link",
      () => withMessage("layers/dense", 0x11, 0x06),
      `${cannot} layers/dense is neither a plain group nor an array; expected a symbol table, as Keras writes it.`,
    ],
    [
      "has groups of the new kind",
      () => withMessage("layers/dense", 0x11, 0x02),
      `${cannot} layers/dense is neither a plain group nor an array; expected a symbol table, as Keras writes it.`,
    ],
    [
      "has a name outside its heap",
      () => withField(weights, field("layers: name offset"), 1e6),
      `${cannot} a name in layers is damaged.`,
    ],
    [
      "names two entries alike",
      () => {
        const [first, second] = fields.filter(({ name }) => name === "layers: name offset");
        if (first === undefined || second === undefined) throw new Error("layers has no two entries");
        return withField(weights, second, new DataView(weights.buffer).getBigUint64(first.offset, true));
      },
      `${cannot} layers has two entries activation.`,
    ],
    [
      "has a header of the new version",
      () => withField(weights, field(`${dense}: header version`), 2),
      `${cannot} the header of ${dense} is of another version; expected version 1, got 2.`,
    ],
    [
      "has more messages than room",
      () => withField(weights, field(`${dense}: messages`), 0xffff),
      `${cannot} the header of ${dense} is cut off.`,
    ],
    [
      "shares messages",
      () => withField(weights, field(`${dense}: message flags`), 2),
      `${cannot} the header of ${dense} shares messages.`,
    ],
    [
      "has a data type twice",
      () => withMessage(dense, 0x08, 0x03),
      `${cannot} the header of ${dense} repeats a message.`,
    ],
    ["has no layout", () => withMessage(dense, 0x08, 0x00), `${cannot} ${dense} has no shape, type or layout.`],
    ["has data in another file", () => withMessage(dense, 0x05, 0x07), `${cannot} ${dense} lies in another file.`],
    [
      "has a filter",
      () => withMessage(dense, 0x05, 0x0b),
      `${cannot} ${dense} is filtered; expected unfiltered arrays.`,
    ],
    [
      "has chunks",
      () => withField(weights, field(`${dense}: layout class`), 2),
      `${cannot} ${dense} is stored in chunks; expected contiguous arrays, as Keras writes them.`,
    ],
    [
      "has virtual data",
      () => withField(weights, field(`${dense}: layout class`), 3),
      `${cannot} ${dense} is stored in another way; expected contiguous arrays, as Keras writes them.`,
    ],
    [
      "has a layout of another version",
      () => withField(weights, field(`${dense}: layout version`), 4),
      `${cannot} the layout of ${dense} is of another version; expected version 3, got 4.`,
    ],
    [
      "has less data than its shape",
      () => withField(weights, field(`${dense}: extent 0`), 1e9),
      /^loadModel: the weights file cannot be used: the data of layers\/dense\/vars\/0 is of another size; expected \d+ bytes, got \d+\.$/,
    ],
    [
      "has a shape beyond numbers",
      () => withField(weights, field(`${dense}: extent 0`), 2n ** 64n - 1n),
      /^loadModel: the weights file cannot be used: the data of layers\/dense\/vars\/0 is of another size/,
    ],
    [
      "has data outside",
      () => withField(weights, field(`${dense}: data address`), weights.length - 8),
      `${cannot} the data of ${dense} lies outside the file.`,
    ],
    [
      "has elements of nested types",
      () => {
        // A variable length (class 9) of a variable length.
        const type = field(`${dense}: type class`);
        return withField(withField(weights, type, 0x19), { ...type, offset: type.offset + 8 }, 0x19);
      },
      `${cannot} ${dense} has elements of a nested type.`,
    ],
    [
      "has whole numbers",
      () => withField(weights, field(`${dense}: type class`), 0x10),
      `loadModel: the weight ${dense} has another type; expected float32 or float64, little-endian, got "<u4".`,
    ],
  ])("that %s is refused", async (_name, file, message) => {
    await expect(loadModel(archive({ "model.weights.h5": file() }))).rejects.toThrow(refusal(message));
  });
});
