import { constants, deflateRawSync } from "node:zlib";
import { ModelFormatError } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../src/index.js";
import { archive, configuration, entry, original, refusal } from "./motion-archive.js";

/** Where an entry stands in the central directory of an archive. */
function directoryEntry(file: Uint8Array, name: string): number {
  const view = new DataView(file.buffer);
  for (let offset = file.length - 46; offset > 0; offset--) {
    if (view.getUint32(offset, true) !== 0x02014b50) continue;
    const length = view.getUint16(offset + 28, true);
    if (new TextDecoder().decode(file.subarray(offset + 46, offset + 46 + length)) === name) return offset;
  }
  throw new Error(`the archive has no ${name}`);
}

/** The archive with a number of four bytes in the directory's entry replaced. */
function withDirectory(file: Uint8Array<ArrayBuffer>, name: string, offset: number, value: number): Uint8Array {
  const changed = file.slice();
  new DataView(changed.buffer).setUint32(directoryEntry(changed, name) + offset, value, true);
  return changed;
}

/** The archive with an entry whose packed bytes are these, deflated, and its declared size and CRC-32. */
function withPacked(name: string, packed: Uint8Array, size: number): Uint8Array {
  const stored = archive({ [name]: packed });
  const changed = new DataView(stored.buffer);
  const directory = directoryEntry(stored, name);
  changed.setUint16(directory + 10, 8, true);
  changed.setUint32(directory + 24, size, true);
  return stored;
}

/**
 * Deflate blocks without content whose Huffman code lengths claim more codes than there are: nearly all symbols have
 * one or two bits, and one has 15, so that each symbol fills a large part of a table of 2¹⁵ entries.
 *
 * @see RFC 1951, section 3.2.7
 */
function contradictoryTables(blocks: number): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let bit = 0; bit < count; bit++) bits.push((value >> bit) & 1);
  };
  // Codes of the code lengths, from their first bit on; 16 repeats the length before it 3 to 6 times.
  const codes = new Map([
    [16, [0]],
    [15, [1, 0]],
    [1, [1, 1, 0]],
    [2, [1, 1, 1]],
  ]);
  const runs = [
    [15, 1],
    [2, 254],
    [1, 31],
    [15, 1],
    [1, 29],
  ] as const;
  for (let block = 0; block < blocks; block++) {
    put(0, 1);
    put(2, 2);
    put(29, 5);
    put(29, 5);
    put(15, 4);
    for (const length of [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]) {
      put(codes.get(length)?.length ?? 0, 3);
    }
    for (const [length, count] of runs) {
      for (let left = count; left > 0; ) {
        const repeated = left < count && left >= 3 ? Math.min(left, 6) : 1;
        bits.push(...(codes.get(repeated === 1 ? length : 16) ?? []));
        if (repeated > 1) put(repeated - 3, 2);
        left -= repeated;
      }
    }
    // The end of the block.
    put(1, 1);
  }
  const packed = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [index, bit] of bits.entries()) packed[index >> 3] = (packed[index >> 3] ?? 0) | (bit << (index & 7));
  return packed;
}

const weightsName = "model.weights.h5";
const another = " has another size than declared";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

describe("an archive", () => {
  it("with one flipped bit in the weights is refused", async () => {
    const weights = entry(weightsName);
    for (const level of [0, 9] as const) {
      const file = archive({}, level);
      const damaged = file.slice();
      // Stored, the weights lie in the file as they are; deflated, its CRC-32 is set to another.
      const place = Buffer.from(damaged.buffer).indexOf(weights.slice(-1000));
      if (level === 0) damaged[place + 500] = (damaged[place + 500] ?? 0) ^ 1;
      const changed = level === 0 ? damaged : withDirectory(file, weightsName, 16, 7);
      await expect(loadModel(changed)).rejects.toThrow(
        refusal(
          "loadModel: the entry model.weights.h5 is damaged: its CRC-32 differs from the archive's. Copy or download the file again.",
        ),
      );
    }
  });

  it("with an entry larger or smaller than declared is refused", async () => {
    const { length } = entry(weightsName);
    for (const level of [0, 9] as const) {
      const got = level === 0 ? [length, length] : ['"more"', length];
      const file = archive({}, level);
      for (const [index, declared] of [length - 8, length + 8].entries()) {
        await expect(loadModel(withDirectory(file, weightsName, 24, declared))).rejects.toThrow(
          refusal(`loadModel: the entry ${weightsName}${another}; expected ${declared} bytes, got ${got[index]}.`),
        );
      }
    }
  });

  it("whose entry unpacks to far more than declared is given up at once", async () => {
    // 10 GB of zeros, of which the end of each part is a boundary that the next can follow.
    const part = deflateRawSync(new Uint8Array(20e6), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
    const zeros = Buffer.concat(Array.from({ length: 500 }, () => part));
    const start = performance.now();
    await expect(loadModel(withPacked(weightsName, zeros, 1000))).rejects.toThrow(
      refusal(`loadModel: the entry ${weightsName}${another}; expected 1000 bytes, got "more".`),
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it("with a thousand Huffman tables that contradict themselves is given up in time", async () => {
    const start = performance.now();
    await expect(loadModel(withPacked(weightsName, contradictoryTables(1000), 1000))).rejects.toThrow(
      refusal(`loadModel: the entry ${weightsName} takes too long to unpack.`),
    );
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it("packed in an unknown way, or with a damaged directory, is refused", async () => {
    const directory = directoryEntry(original.slice(), weightsName);
    const changed = (offset: number, value: number): Uint8Array => {
      const file = original.slice();
      new DataView(file.buffer).setUint16(offset, value, true);
      return file;
    };
    await expect(loadModel(changed(directory + 10, 93))).rejects.toThrow(
      refusal(
        `loadModel: the entry ${weightsName} is packed in another way; expected method 0 (stored) or 8 (deflated), got 93.`,
      ),
    );
    await expect(loadModel(changed(directory, 0))).rejects.toThrow(
      refusal("loadModel: the archive's directory is damaged."),
    );
    await expect(loadModel(changed(directory + 42, 1))).rejects.toThrow(
      refusal(`loadModel: the entry ${weightsName} is not where the archive's directory says.`),
    );
    await expect(loadModel(changed(original.length - 22 + 10, 0xffff))).rejects.toThrow(
      refusal(
        "loadModel: the archive is in the Zip64 form, for files above 4 GiB; expected a plain zip archive, as Keras writes it.",
      ),
    );
    await expect(loadModel(changed(original.length - 22 + 10, 10_001))).rejects.toThrow(
      refusal("loadModel: the archive has too many entries; expected at most 10000, got 10001."),
    );
    await expect(loadModel(changed(original.length - 22 + 10, 4))).rejects.toThrow(ModelFormatError);
  });

  it("bounds its text whatever maxBytes says", async () => {
    const large = `${configuration(() => undefined)}${" ".repeat(16 * 2 ** 20)}`;
    const cases = [
      ["config.json", 16_777_216],
      ["metadata.json", 16_777_216],
    ] as const;
    for (const [name, most] of cases) {
      await expect(loadModel(archive({ [name]: large }), { maxBytes: 2 ** 31 - 1 })).rejects.toThrow(
        refusal(`loadModel: ${name} is too large; expected at most ${most} bytes, got ${large.length}.`),
      );
    }
  });
});

describe("an archive of Keras 2", () => {
  const hardSigmoid = configuration(({ config }) =>
    Object.assign(config.layers[1]?.config ?? {}, { activation: "hard_sigmoid" }),
  );
  const metadata = (version: unknown) => JSON.stringify({ keras_version: version });

  it("means its own hard_sigmoid by the name", async () => {
    const activationIn = async (version: string) => {
      const model = await loadModel(archive({ "config.json": hardSigmoid, "metadata.json": metadata(version) }));
      return model.getLayer("block1_conv").getConfig({ dialect: "keras2" })["activation"];
    };
    expect(await activationIn("2.15.0")).toBe("hard_sigmoid");
    // Keras 2 has no activation that computes what Keras 3 means by it.
    await expect(activationIn("3.15.1")).rejects.toThrow('Keras 2 has no activation that computes "hard_sigmoid"');
  });

  it("is read, and so is one that does not name its version", async () => {
    for (const changes of [
      { "metadata.json": metadata("2.15.0") },
      { "config.json": hardSigmoid, "metadata.json": metadata("3.15.1") },
      { "config.json": hardSigmoid, "metadata.json": metadata(2) },
      { "config.json": hardSigmoid, "metadata.json": null },
      { "metadata.json": "[]" },
    ]) {
      expect((await loadModel(archive(changes))).name).toBe("motion");
    }
    await expect(loadModel(archive({ "metadata.json": "{" }))).rejects.toThrow(
      refusal(/^loadModel: metadata\.json cannot be read: .*JSON.*\.$/),
    );
  });
});
