import { type Device, sum, tensor } from "@sepconv/core";
import { loadModel } from "@sepconv/io";
import type { Model } from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Reads a file of the motion model. */
export type ReadMotionFile = (name: "model.keras" | "manifest.json" | "test.json" | "test.bin") => Promise<ArrayBuffer>;

interface TensorEntry {
  readonly shape: readonly number[];
  readonly offset: number;
}

/**
 * Describes the tests of the whole way: a Keras file, real recordings, Keras' predictions for them.
 *
 * @param open opens a device and makes it the default.
 * @param tolerance the largest difference of a probability.
 */
export function describeMotion(
  name: string,
  open: () => Promise<Device>,
  { read, tolerance }: { readonly read: ReadMotionFile; readonly tolerance: number },
): void {
  describe(`the motion model on ${name}`, () => {
    let device: Device;
    let model: Model;
    let x: { readonly data: Float32Array; readonly shape: readonly number[] };
    let labels: Int32Array;
    let predictions: Float32Array;
    let accuracy: number;

    beforeAll(async () => {
      device = await open();
      model = await loadModel(await read("model.keras"));
      const json = async (file: "manifest.json" | "test.json") =>
        JSON.parse(new TextDecoder().decode(await read(file)));
      const { tensors } = (await json("test.json")) as { tensors: Record<"x" | "y" | "predictions", TensorEntry> };
      const bytes = await read("test.bin");
      const count = ({ shape }: TensorEntry) => shape.reduce((product, extent) => product * extent, 1);
      x = { data: new Float32Array(bytes, tensors.x.offset, count(tensors.x)), shape: tensors.x.shape };
      labels = new Int32Array(bytes, tensors.y.offset, count(tensors.y));
      predictions = new Float32Array(bytes, tensors.predictions.offset, count(tensors.predictions));
      accuracy = (await json("manifest.json")).shippedTestAccuracy;
    });
    afterAll(() => device.dispose());

    it(`predicts what Keras predicts, within ${tolerance}, in batches of any size`, async () => {
      for (const batchSize of [40, 7]) {
        const got = await (await model.predict(tensor(x.data, x.shape), { batchSize })).data();
        const differences = got.map((value, index) => Math.abs(value - (predictions[index] ?? Number.NaN)));
        expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
      }
    });

    it("has the accuracy of its manifest", async () => {
      const got = await (await model.predict(tensor(x.data, x.shape))).data();
      const classes = got.length / labels.length;
      const right = labels.filter((label, sample) => {
        const probabilities = got.slice(sample * classes, (sample + 1) * classes);
        return probabilities.indexOf(Math.max(...probabilities)) === label;
      });
      expect(right.length / labels.length).toBe(accuracy);
    });

    it("leaves nothing behind: the hundredth prediction holds as much memory as the third", async () => {
      const one = tensor(x.data.subarray(0, 600), [1, 100, 6]);
      const predict = async () => {
        const result = await model.predict(one);
        result.dispose();
        await device.flush();
        return device.statistics();
      };
      // The first runs layer by layer, the second makes the program that the others run.
      for (let call = 0; call < 2; call++) await predict();
      const third = await predict();
      for (let call = 0; call < 96; call++) await predict();
      const last = await predict();
      expect(last.liveBytes).toBe(third.liveBytes);
      expect(last.packedBytes).toBe(third.packedBytes);
      expect([last.plans, last.compilations, last.packs]).toEqual([third.plans, third.compilations, third.packs]);
      expect(last.fallbacks).toBe(0);
    });

    it("stays the same model when it is applied by hand", async () => {
      const y = model.apply(tensor(x.data.subarray(0, 1200), [2, 100, 6]));
      const total = await sum(y).data();
      expect(total[0]).toBeCloseTo(2, 5);
    });
  });
}
