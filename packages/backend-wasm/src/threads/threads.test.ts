import { type Backend, elementCount } from "@sepconv/backend";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";
import { openThreads, openWasmBackend, separableConv1d } from "../pick.js";

const counts = [1, 2, 3];
let backends: Backend<number>[] = [];
beforeAll(async () => {
  backends = await Promise.all(counts.map((threads) => createWasmBackend({ threads })));
});
afterAll(() => {
  for (const backend of backends) backend.dispose();
});

function wave(length: number, frequency: number): number[] {
  return Array.from({ length }, (_, index) => Math.sin(index * frequency));
}

describe("threads", () => {
  test("start, and say so", () => {
    expect(backends.map(({ notes }) => notes)).toEqual([[], ["2 threads compute"], ["3 threads compute"]]);
  });

  test("are picked beside picked kernels", async () => {
    const without = await openWasmBackend({ separableConv1d }, { threads: 2 });
    const picked = await openWasmBackend({ separableConv1d }, { threads: 2 }, openThreads);
    expect(without.notes).toEqual(["one thread computes: openThreads was not picked"]);
    expect(picked.notes).toEqual(["2 threads compute"]);
    without.dispose();
    picked.dispose();
  });

  // Many tiles, one sample and many, a window and none, a part of a tile at the end.
  test.each([
    { batch: 1, steps: 1000, channels: 24, multiplier: 2, filters: 40, kernelSize: 15, stride: 1, dilation: 1 },
    { batch: 9, steps: 130, channels: 33, multiplier: 1, filters: 70, kernelSize: 3, stride: 2, dilation: 3 },
    { batch: 64, steps: 65, channels: 20, multiplier: 1, filters: 12, kernelSize: 5, stride: 1, dilation: 1 },
  ])("give the same bits: %j", (shape) => {
    const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation } = shape;
    const outputSteps = Math.floor((steps - 1) / stride) + 1;
    const results = backends.map((backend) => {
      const operands = {
        x: operand(backend, [batch, steps, channels], wave(batch * steps * channels, 0.7)),
        depthwise: operand(backend, [kernelSize, channels, multiplier], wave(kernelSize * channels * multiplier, 1.3)),
        pointwise: operand(backend, [1, channels * multiplier, filters], wave(channels * multiplier * filters, 0.9)),
      };
      const y = operand(backend, [batch, outputSteps, filters]);
      const types = {
        x: typeOf(operands.x),
        depthwise: typeOf(operands.depthwise, [0, 1, 2]),
        pointwise: typeOf(operands.pointwise, [2]),
      };
      const launch = planned(backend.plan("separableConv1d", { stride, dilation, activation: "relu" }, types));
      for (let run = 0; run < 20; run++) launch(operands, { y }, { padLeft: dilation });
      return valuesOf(backend, y);
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  // Each of them is large enough for the workers.
  test("give the same bits of every op that is cut into items", { timeout: 60_000 }, () => {
    const results = backends.map((backend) => {
      const filled = (shape: readonly number[], frequency: number) =>
        operand(backend, shape, wave(elementCount(shape), frequency));
      const x = filled([8, 700, 48], 0.7);
      const matrix = filled([2, 300, 48], 1.1);
      const filter = filled([3, 48, 48], 1.3);
      const depthwise = filled([9, 48, 1], 0.9);
      const types = { x: typeOf(x), filter: typeOf(filter, [0, 1, 2]), depthwise: typeOf(depthwise, [0, 1, 2]) };
      const window = { stride: 1, dilation: 2, activation: "relu" } as const;
      const output = () => operand(backend, [8, 700, 48]);
      const [plain, transposed, depth, pooled] = [output(), output(), output(), output()];
      const [product, mask] = [operand(backend, [2, 300, 300]), operand(backend, [61, 1000])];
      const padded = { padLeft: 2 };
      const convolve = planned(backend.plan("conv1d", { ...window, groups: 1 }, types));
      const transpose = planned(backend.plan("conv1dTranspose", { ...window, groups: 1 }, types));
      const convolveDepth = planned(backend.plan("depthwiseConv1d", window, types));
      const pool = planned(backend.plan("pool", { kind: "averagePool1d", size: 9, stride: 1 }, types));
      const multiply = planned(
        backend.plan("matmul", { transposeA: false, transposeB: true }, { a: typeOf(matrix), b: typeOf(matrix) }),
      );
      const rows = { ...x, shape: [1, 5600, 48] };
      const outer = operand(backend, [1, 48, 48]);
      const multiplyOuter = planned(
        backend.plan("matmul", { transposeA: true, transposeB: false }, { a: typeOf(rows), b: typeOf(rows) }),
      );
      const drop = planned(backend.plan("dropoutMask", { dtype: "float32" }, {}));
      const numbers = { key: [1, 2], counter: [2 ** 32 - 99, 4], threshold: 2 ** 23, kept: 2 } as const;
      const batchShape = [5600, 48];
      const batch = { ...x, shape: batchShape };
      const gamma = filled([48], 0.5);
      const [y, mean, variance] = [operand(backend, batchShape), operand(backend, [48]), operand(backend, [48])];
      const [dx, dGamma, dBeta] = [operand(backend, batchShape), operand(backend, [48]), operand(backend, [48])];
      const batchTypes = { x: typeOf(batch), mean: typeOf(mean), variance: typeOf(mean), gradient: typeOf(y) };
      const normalize = planned(backend.plan("batchNormalization", {}, { x: typeOf(batch), gamma: typeOf(gamma) }));
      const wants = { wantsX: true, wantsGamma: true, wantsBeta: true };
      const differentiate = planned(backend.plan("batchNormalizationGradient", wants, batchTypes));
      for (let run = 0; run < 5; run++) {
        normalize({ x: batch, gamma }, { y, mean, variance }, { epsilon: 0.001 });
        differentiate(
          { x: batch, mean, variance, gradient: y },
          { x: dx, gamma: dGamma, beta: dBeta },
          { epsilon: 0.001 },
        );
        multiplyOuter({ a: rows, b: rows }, { y: outer }, {});
        convolve({ x, filter }, { y: plain }, padded);
        transpose({ x, filter }, { y: transposed }, padded);
        convolveDepth({ x, depthwise }, { y: depth }, { padLeft: 8 });
        pool({ x }, { y: pooled }, { padLeft: 4 });
        multiply({ a: matrix, b: matrix }, { y: product }, {});
        drop({}, { y: mask }, numbers);
      }
      const normalized = [y, mean, variance, dx, dGamma, dBeta];
      const others = [plain, transposed, depth, pooled, product, outer, mask];
      return [...others, ...normalized].map((value) => valuesOf(backend, value));
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  test("report no loss", async () => {
    for (const { flush } of backends) await flush?.();
  });
});
