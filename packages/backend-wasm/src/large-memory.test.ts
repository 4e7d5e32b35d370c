import { type Backend, elementCount, OutOfMemoryError } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../test/operands.js";
import { createWasmBackend } from "./index.js";

const gibibyte = 2 ** 30;

/** What a few kernels of every family make of the same numbers. */
function results(backend: Backend<number>): number[][] {
  const filled = (...shape: number[]) =>
    operand(
      backend,
      shape,
      Array.from({ length: elementCount(shape) }, (_, index) => Math.sin(index)),
    );
  const x = filled(2, 50, 6);
  const depthwise = filled(9, 6, 1);
  const pointwise = filled(1, 6, 10);
  const filter = filled(3, 6, 10);
  const output = (...shape: number[]) => operand(backend, shape);
  const window = { stride: 1, dilation: 1, activation: "tanh" } as const;
  const types = {
    x: typeOf(x),
    a: typeOf(x),
    b: typeOf(x),
    depthwise: typeOf(depthwise, [0, 1, 2]),
    pointwise: typeOf(pointwise, [2]),
    filter: typeOf(filter, [0, 1, 2]),
    gradient: typeOf(x),
  };
  const [separable, plain, depth] = [output(2, 50, 10), output(2, 50, 10), output(2, 50, 6)];
  const [product, total, moved, soft] = [output(2, 50, 50), output(2, 6), output(50, 2, 6), output(100, 6)];
  const gradient = filled(2, 50, 10);
  const [dx, depthDx] = [output(2, 50, 6), output(2, 50, 6)];
  planned(backend.plan("separableConv1d", window, types))(
    { x, depthwise, pointwise },
    { y: separable },
    { padLeft: 4 },
  );
  planned(backend.plan("conv1d", { ...window, groups: 1 }, types))({ x, filter }, { y: plain }, { padLeft: 1 });
  planned(backend.plan("depthwiseConv1d", window, types))({ x, depthwise }, { y: depth }, { padLeft: 4 });
  planned(backend.plan("matmul", { transposeA: false, transposeB: true }, types))({ a: x, b: x }, { y: product }, {});
  planned(backend.plan("reduce", { kind: "sum" }, types))({ x }, { y: total }, {});
  planned(backend.plan("transpose", { permutation: [1, 0, 2] }, types))({ x }, { y: moved }, {});
  planned(backend.plan("softmax", {}, types))({ x: { ...x, shape: [100, 6] } }, { y: soft }, {});
  planned(
    backend.plan(
      "separableConv1dGradient",
      { stride: 1, dilation: 1, wantsX: true, wantsDepthwise: false, wantsPointwise: false, wantsBias: false },
      types,
    ),
  )({ x, depthwise, pointwise, gradient }, { x: dx }, { padLeft: 4 });
  planned(
    backend.plan(
      "depthwiseConv1dGradient",
      { stride: 1, dilation: 1, wantsX: true, wantsDepthwise: false, wantsBias: false },
      types,
    ),
  )({ x, depthwise, gradient: x }, { x: depthDx }, { padLeft: 4 });
  return [separable, plain, depth, product, total, moved, soft, dx, depthDx].map((value) => valuesOf(backend, value));
}

test("kernels compute the same in the fourth gigabyte as in the first", { timeout: 60_000 }, async () => {
  const low = await createWasmBackend();
  const high = await createWasmBackend({ memoryLimit: 2 ** 32 });
  for (let block = 0; block < 3; block++) high.allocate("float32", gibibyte / 4);
  const probe = operand(high, [1]);
  expect(probe.handle).toBeGreaterThan(3 * gibibyte);
  expect(results(high)).toEqual(results(low));
  low.dispose();
  high.dispose();
});

test("memory grows to 4 GiB; what does not fit is named, and the backend stays usable", {
  timeout: 60_000,
}, async () => {
  const backend = await createWasmBackend({ memoryLimit: 2 ** 32 });
  const blocks: number[] = [];
  const fill = () => {
    for (;;) blocks.push(backend.allocate("float32", gibibyte / 16));
  };
  expect(fill).toThrow(OutOfMemoryError);
  expect(blocks.length).toBe(15);
  for (const block of blocks) backend.free(block);
  expect(backend.statistics().liveBytes).toBe(0);
  // The freed blocks are one again.
  expect(backend.allocate("float32", gibibyte / 2 - 65536)).toBe(blocks[0]);
  backend.dispose();
});
