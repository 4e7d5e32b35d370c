import { ModelFormatError } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../src/index.js";
import { hdf5Fields, withField } from "./hdf5-fields.js";
import { archive, configuration, configured, entry, original, refusal } from "./motion-archive.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

describe("loadModel", () => {
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
      () => entry("model.weights.h5"),
      /^loadModel: an HDF5 file without its archive cannot be read; expected a \.keras archive/,
    ],
    ["JSON alone", () => entry("config.json"), /^loadModel: JSON without weights cannot be read/],
    [
      "half an archive",
      () => original.slice(0, original.length / 2),
      "loadModel: the zip archive is cut off; expected a directory at its end.",
    ],
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
    [
      "configuration that is no JSON",
      () => archive({ "config.json": "{" }),
      /^loadModel: config\.json cannot be read: .*JSON.*\.$/,
    ],
    [
      "configuration of nothing",
      () => archive({ "config.json": "7" }),
      "loadModel: the model cannot be read: deserialize: this is no serialized object; expected { class_name, config }, got 7.",
    ],
    ["endless nesting", () => archive({ "config.json": "[".repeat(1e6) }), /^loadModel: config\.json cannot be read: /],
    [
      "deep nesting",
      () => archive({ "config.json": "[".repeat(1e6) + "]".repeat(1e6) }),
      /^loadModel: (config\.json|the model) cannot be read: /,
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
    const bomb = archive({ "config.json": new Uint8Array(10e6) }, 9);
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
      'loadModel: unknown option "limit"; expected "maxBytes", "compile", "signal", "onProgress".',
    );
  });

  it("keeps the precision of float64 weights where the layer has it", async () => {
    const values = [0.1, -1 / 3, Math.PI, 1e-300];
    const weights = entry("model.weights.h5");
    let file = new Uint8Array(weights.length + 32);
    file.set(weights);
    file.set(new Uint8Array(Float64Array.from(values).buffer), weights.length);
    const change = (name: string, value: number) => {
      const field = hdf5Fields(weights).find((candidate) => candidate.name === name);
      if (field) file = withField(file, field, value);
    };
    change("end of file", file.length);
    change("layers/dense/vars/1: type size", 8);
    change("layers/dense/vars/1: data address", weights.length);
    change("layers/dense/vars/1: data size", 32);
    for (const dtype of ["float64", "float32"] as const) {
      const config = configuration(({ config }) => Object.assign(config.layers[12]?.config ?? {}, { dtype }));
      const model = await loadModel(archive({ "config.json": config, "model.weights.h5": file }));
      const bias = model.getLayer("scores").getWeights()[1];
      expect(bias?.dtype).toBe(dtype);
      expect(Array.from((await bias?.data()) ?? [])).toEqual(dtype === "float64" ? values : values.map(Math.fround));
    }
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
