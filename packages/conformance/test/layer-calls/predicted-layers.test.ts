import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, tensor, useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { describe, expect, it } from "vitest";

const devices: readonly [name: string, open: () => Promise<Device>][] = [
  ["cpu", () => useBackend(createCpuBackend())],
  ["wasm", () => useBackend(createWasmBackend())],
];

/** Stacks of layers for an input of `[samples, 12, 4]`. */
const stacks: readonly (readonly [name: string, make: () => layers.Layer[]])[] = [
  [
    "preprocessing",
    () => [
      new layers.Normalization({ mean: [1, 2, 3, 4], variance: [1, 2, 3, 4] }),
      new layers.Rescaling({ scale: [1, 2, 3, 4] }),
    ],
  ],
  [
    "masks",
    () => [new layers.Masking({ maskValue: 3 }), new layers.LayerNormalization(), new layers.GlobalAveragePooling1D()],
  ],
  [
    "groups",
    () => [
      new layers.GroupNormalization({ groups: 2 }),
      new layers.PReLU(),
      new layers.AdaptiveMaxPooling1D({ outputSize: 5 }),
    ],
  ],
  [
    "pooling",
    () => [
      new layers.UnitNormalization(),
      new layers.MaxPooling1D({ padding: "same", poolSize: 5 }),
      new layers.Softmax({ axis: [1, 2] }),
    ],
  ],
  [
    "reshaping",
    () => [
      new layers.ZeroPadding1D(),
      new layers.UpSampling1D(),
      new layers.Cropping1D(),
      new layers.Permute({ dims: [2, 1] }),
      new layers.Flatten(),
      new layers.RepeatVector({ n: 2 }),
    ],
  ],
  [
    "steps and activations",
    () => [
      new layers.TimeDistributed({ layer: new layers.Dense({ units: 3 }) }),
      new layers.AveragePooling1D({ poolSize: 3 }),
      new layers.ELU({ alpha: 0.5 }),
      new layers.LeakyReLU(),
      new layers.ReLU({ maxValue: 1 }),
    ],
  ],
  [
    "embeddings",
    () => [
      new layers.Reshape({ targetShape: [48] }),
      new layers.Embedding({ inputDim: 9, outputDim: 3, maskZero: true }),
      new layers.GlobalAveragePooling1D(),
    ],
  ],
  [
    "noise",
    () => [
      new layers.RMSNormalization({ axis: 1 }),
      new layers.SpatialDropout1D({ rate: 0.5 }),
      new layers.GaussianNoise({ stddev: 1 }),
      new layers.AlphaDropout({ rate: 0.5 }),
      new layers.GlobalMaxPooling1D(),
    ],
  ],
];

describe.each(devices)("models on %s", (_, open) => {
  it.each(stacks)("of %s predict what they compute, sample by sample, and are read back", async (__, make) => {
    await open();
    layers.resetLayerNames();
    const numbers = Float32Array.from({ length: 3 * 12 * 4 }, (___, index) => (index * 7) % 5);
    const x = tensor(numbers, [3, 12, 4]);
    const model = new layers.Sequential(make());
    const want = await model.apply(x).data();
    const predicted = await model.predict(x, { batchSize: 1 });
    const differences = (await predicted.data()).map((value, index) => Math.abs(value - (want[index] ?? Number.NaN)));
    expect(Math.max(...differences)).toBeLessThan(1e-5);
    for (const dialect of ["keras3", "keras2"] as const) {
      const json = model.toJson({ dialect });
      const copy = layers.modelFromConfig(json, { dialect });
      copy.setWeights(model.getWeights());
      expect(await copy.apply(x).data()).toEqual(want);
      expect(copy.toJson({ dialect })).toBe(json);
    }
  });
});
