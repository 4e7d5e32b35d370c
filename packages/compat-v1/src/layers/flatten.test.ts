import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, scalar, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
});

it("puts everything but the batch in one axis", () => {
  const y = v1.layers.flatten(
    tensor([
      [
        [1, 2],
        [3, 4],
      ],
    ]),
  );
  expect([y.shape, ...y.dataSync()]).toEqual([[1, 4], 1, 2, 3, 4]);
  expect(v1.layers.flatten(ones([3])).shape).toEqual([3, 1]);
  expect(v1.layers.flatten(zeros([0, 3, 2])).shape).toEqual([0, 6]);
});

it("moves channels to the end where they are first", () => {
  const x = tensor([
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ]);
  expect([...v1.layers.flatten(x, { dataFormat: "channels_first" }).dataSync()]).toEqual([1, 4, 2, 5, 3, 6]);
});

it("says the shape, unknown where an extent is", () => {
  const layer = new v1.layers.Flatten();
  expect(layer.computeOutputShape([null, 3, 4])).toEqual([null, 12]);
  expect(layer.computeOutputShape([2, null, 4])).toEqual([2, null]);
});

it("refuses a scalar, and options that it does not have", () => {
  expect(() => new v1.layers.Flatten().apply(scalar(1))).toThrow("expected min_ndim=1, got []");
  expect(() => v1.layers.flatten(ones([2]), { reuse: true } as never)).toThrow('flatten: unknown option "reuse"');
  expect(() => new v1.layers.Flatten({ dataFormat: "NWC" })).toThrow("Flatten: dataFormat is unknown");
});
