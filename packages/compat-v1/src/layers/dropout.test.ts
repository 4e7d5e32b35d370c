import { createCpuBackend } from "@sepconv/backend-cpu";
import { mean, ones, sum, useBackend } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
});

it("drops elements while training alone, and divides the others by what is left", () => {
  const layer = new v1.layers.Dropout({ rate: 0.25, seed: 3 });
  const y = layer.apply(ones([4000]), { training: true });
  expect(new Set(y.dataSync())).toEqual(new Set([0, Math.fround(4 / 3)]));
  expect(mean(y).dataSync()[0]).toBeCloseTo(1, 1);
  expect([...layer.apply(ones([4])).dataSync()]).toEqual([1, 1, 1, 1]);
});

it("drops the same for the same seed; a layer goes on from call to call", () => {
  const masks = (): number[][] => {
    const layer = new v1.layers.Dropout({ seed: 5 });
    return [0, 1].map(() => [...layer.apply(ones([64]), { training: true }).dataSync()]);
  };
  const [first, second] = masks();
  expect(masks()).toEqual([first, second]);
  expect(first).not.toEqual(second);
});

it("drops everything at a rate of 1, and nothing at 0", () => {
  const total = (rate: number) => sum(v1.layers.dropout(ones([8]), { rate, training: true })).dataSync()[0];
  expect([total(0), total(1)]).toEqual([8, 0]);
});

it("stretches a mask along the axes of 1", () => {
  const layer = new v1.layers.Dropout({ noiseShape: [null, 1, 3], seed: 1 });
  const y = layer.apply(ones([2, 5, 3]), { training: true });
  const columns = [...y.dataSync()];
  for (let step = 1; step < 5; step++) expect(columns.slice(3 * step, 3 * step + 3)).toEqual(columns.slice(0, 3));
});

it.each([1.5, -0.5, "a", null])("refuses a rate of %j", (rate) => {
  expect(() => new v1.layers.Dropout({ rate: rate as never })).toThrow(
    "Dropout: rate is not valid; expected a number from 0 to 1, got",
  );
});

it("refuses to share what it does not have", () => {
  expect(() => v1.layers.dropout(ones([2]), { reuse: true } as never)).toThrow('dropout: unknown option "reuse"');
});
