import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { ModelFormatError } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend, zeros } from "@sepconv/core";
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../src/index.js";

const url = new URL("../../../apps/playground/public/models/motion/model.keras", import.meta.url);
const original = new Uint8Array(readFileSync(url));
const entries = unzipSync(original);

/** The archive with some entries replaced; null leaves one out. */
function archive(changes: Readonly<Record<string, Uint8Array | string | null>>, level: 0 | 9 = 0): Uint8Array {
  const content: Zippable = { ...entries };
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete content[name];
    else content[name] = typeof change === "string" ? strToU8(change) : change;
  }
  return zipSync(content, { level });
}

/** The archive with another model configuration. */
function configured(
  change: (config: { config: { layers: { config: Record<string, unknown> }[] } }) => void,
): Uint8Array {
  const config = JSON.parse(strFromU8(entries["config.json"] ?? new Uint8Array()));
  change(config);
  return archive({ "config.json": JSON.stringify(config) });
}

const refusal = (message: string | RegExp) =>
  expect.objectContaining({
    name: "ModelFormatError",
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

describe("loadModel", () => {
  it("reads a path, a URL, a Blob, an ArrayBuffer and bytes", async () => {
    const sources = [fileURLToPath(url), url, new Blob([original]), original.slice().buffer, original];
    for (const source of sources) {
      const model = await loadModel(source);
      expect(model).toMatchObject({ name: "motion", built: true });
      expect(model.countParams()).toBe(10_490);
      expect((await model.predict(zeros([1, 100, 6]))).shape).toEqual([1, 4]);
    }
  });

  it("reads from a server, and says what it answers", async () => {
    const server = createServer((request, response) => {
      if (request.url === "/model.keras") response.end(original);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await loadModel(`${address}/model.keras`)).name).toBe("motion");
      await expect(loadModel(`${address}/none`)).rejects.toThrow(
        refusal(`loadModel: ${address}/none answered 404; expected a model file.`),
      );
      await expect(loadModel(`${address}/model.keras`, { maxBytes: 1000 })).rejects.toThrow(/the file is too large/);
    } finally {
      server.close();
    }
    await expect(loadModel(`${address}/model.keras`)).rejects.toThrow(
      refusal(`loadModel: ${address}/model.keras cannot be fetched.`),
    );
  });

  it("reads compressed archives", async () => {
    expect((await loadModel(archive({}, 9))).name).toBe("motion");
  });

  it.each<[string, () => Parameters<typeof loadModel>[0], string | RegExp]>([
    [
      "nothing",
      () => new Uint8Array(),
      'loadModel: this file cannot be read; expected a .keras archive, as Keras 3 writes it, got "0 bytes that begin with ".',
    ],
    [
      "a picture",
      () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]),
      'loadModel: this file cannot be read; expected a .keras archive, as Keras 3 writes it, got "6 bytes that begin with 89 50 4e 47".',
    ],
    [
      "HDF5 alone",
      () => entries["model.weights.h5"] ?? "",
      /^loadModel: an HDF5 file without its archive cannot be read; expected a \.keras archive/,
    ],
    ["JSON alone", () => entries["config.json"] ?? "", /^loadModel: JSON without weights cannot be read/],
    ["a path without a file", () => "no-such-file.keras", "loadModel: the file no-such-file.keras cannot be read."],
    ["half an archive", () => original.slice(0, original.length / 2), "loadModel: the zip archive cannot be read."],
    [
      "no configuration",
      () => archive({ "config.json": null }),
      "loadModel: the archive has no config.json; expected config.json and model.weights.h5, as Keras 3 writes them.",
    ],
    [
      "no weights",
      () => archive({ "model.weights.h5": null }),
      "loadModel: the archive has no model.weights.h5; expected config.json and model.weights.h5, as Keras 3 writes them.",
    ],
    ["configuration that is no JSON", () => archive({ "config.json": "{" }), "loadModel: config.json cannot be read."],
    [
      "configuration of nothing",
      () => archive({ "config.json": "7" }),
      "loadModel: the model cannot be read: deserialize: this is no serialized object; expected { class_name, config }, got 7.",
    ],
    ["endless nesting", () => archive({ "config.json": "[".repeat(1e6) }), "loadModel: config.json cannot be read."],
    [
      "weights that are no HDF5",
      () => archive({ "model.weights.h5": new Uint8Array(100_000) }),
      "loadModel: the weights file cannot be read.",
    ],
    [
      "an unknown layer",
      () => configured(({ config }) => Object.assign(config.layers[1] ?? {}, { class_name: "Lambda" })),
      /^loadModel: the model cannot be read: deserialize: the layer class "Lambda" of layer "block1_conv" is not known; expected Activation, /,
    ],
    [
      "an unknown option",
      () => configured(({ config }) => Object.assign(config.layers[1]?.config ?? {}, { lora_rank: 4 })),
      /^loadModel: the model cannot be read: SeparableConv1D: unknown option "loraRank"; expected "name"/,
    ],
    [
      "a model larger than its file",
      () => configured(({ config }) => Object.assign(config.layers[1]?.config ?? {}, { filters: 1e9 })),
      /^loadModel: the model cannot be read: SeparableConv1D "block1_conv": the weight pointwise_kernel is larger than the file; expected "?at most \d+ elements"?, got \[1, 6, 1000000000\]\.$/,
    ],
    [
      "other weights than the model's",
      () => configured(({ config }) => Object.assign(config.layers[1]?.config ?? {}, { kernel_size: [7] })),
      "loadModel: the weight layers/separable_conv1d/vars/0 has another shape; expected [7, 6, 1], got [9, 6, 1].",
    ],
    [
      "a missing weight",
      () => configured(({ config }) => Object.assign(config.layers[1]?.config ?? {}, { use_bias: true })),
      "loadModel: the weight layers/separable_conv1d/vars/2 is missing; expected an array [32].",
    ],
    [
      "a weight too many",
      () => configured(({ config }) => Object.assign(config.layers[12]?.config ?? {}, { use_bias: false })),
      'loadModel: layer "scores": the file has more weights than the layer; expected 1 weights, got "layers/dense/vars/1".',
    ],
  ])("refuses %s", async (_name, source, message) => {
    await expect(loadModel(source())).rejects.toThrow(refusal(message));
  });

  it("bounds sizes before it unpacks", async () => {
    const bomb = archive({ "config.json": new Uint8Array(50e6) }, 9);
    expect(bomb.length).toBeLessThan(1e6);
    await expect(loadModel(bomb, { maxBytes: 1e6 })).rejects.toThrow(
      refusal(
        /^loadModel: the archive is too large; expected at most 1000000 bytes unpacked, got \d+\. Pass a larger maxBytes if you trust the file\.$/,
      ),
    );
    await expect(loadModel(original, { maxBytes: 1000 })).rejects.toThrow(
      refusal(
        `loadModel: the file is too large; expected at most 1000 bytes, got ${original.length}. Pass a larger maxBytes if you trust the file.`,
      ),
    );
    // @ts-expect-error a source that is none
    await expect(loadModel(42)).rejects.toThrow(
      "loadModel: this is no source of a model; expected bytes, a Blob or File, a URL, or in Node a path, got 42.",
    );
    // @ts-expect-error an option that does not exist
    await expect(loadModel(original, { limit: 1 })).rejects.toThrow(
      'loadModel: unknown option "limit"; expected "maxBytes".',
    );
  });

  it("ends in a model or a ModelFormatError for 200 damaged files of seed 1", async () => {
    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let round = 0; round < 200; round++) {
      const damaged = original.slice(0, round % 4 === 0 ? random(original.length) : original.length);
      for (let hit = 0; hit < 1 + (round % 8); hit++) damaged[random(damaged.length)] = random(256);
      const outcome = await loadModel(damaged).then(
        (model) => model.name,
        (error: unknown) => error,
      );
      if (typeof outcome !== "string") expect(outcome, `round ${round}`).toBeInstanceOf(ModelFormatError);
    }
  });
});
