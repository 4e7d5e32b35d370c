import { describe, expect, it } from "vitest";
import { cutWindows, readSamples } from "./samples.js";
import type { ReadFile } from "./tensor-file.js";

/** A pair of files with six numbers x and six labels y. */
function filesOf(xShape: readonly number[], yShape: readonly number[], y = "int32"): ReadFile {
  const tensors = { x: { dtype: "float32", shape: xShape, offset: 0 }, y: { dtype: y, shape: yShape, offset: 24 } };
  const bytes = new ArrayBuffer(48);
  new Float32Array(bytes, 0, 6).set([0, 1, 2, 3, 4, 5]);
  new Int32Array(bytes, 24, 6).set([5, 4, 3, 2, 1, 0]);
  return async (name) => (name === "train.json" ? new TextEncoder().encode(JSON.stringify({ tensors })).buffer : bytes);
}

describe("samples", () => {
  it("are read from a tensor file; one signal is one sample, with a label for each step", async () => {
    const { x, shape, labels, labelShape } = await readSamples(filesOf([6, 1], [6]), "train");
    expect([[...x], shape, [...labels], labelShape]).toEqual([
      [0, 1, 2, 3, 4, 5],
      [1, 6, 1],
      [5, 4, 3, 2, 1, 0],
      [1, 6],
    ]);
    expect((await readSamples(filesOf([2, 3, 1], [2]), "train")).labelShape).toEqual([2]);
  });

  it("are refused where they have other shapes or elements", async () => {
    const shaped = readSamples(filesOf([6], [6]), "train");
    await expect(shaped).rejects.toThrow("train.json: expected x in the shape [samples, steps, channels], got [6].");
    const typed = readSamples(filesOf([6, 1], [6], "float32"), "train");
    await expect(typed).rejects.toThrow("train.json: expected float32 numbers x and int32 labels y.");
  });

  it("are cut into windows as Keras' were: the last whole one is left out", async () => {
    const windows = cutWindows(await readSamples(filesOf([6, 1], [6]), "train"), { steps: 2, every: 2 });
    expect([...windows.x]).toEqual([0, 1, 2, 3]);
    expect([...windows.labels]).toEqual([5, 4, 3, 2]);
    expect([windows.shape, windows.labelShape]).toEqual([
      [2, 2, 1],
      [2, 2],
    ]);
  });
});
