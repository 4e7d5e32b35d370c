import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import {
  conv1d,
  conv1dTranspose,
  type Device,
  depthwiseConv1d,
  maxPool1d,
  separableConv1d,
  type Tensor,
  tensor,
  useBackend,
} from "@sepconv/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// With "same" padding the first tap, which is no number, lies outside for the first output step.
const x = tensor([[[1], [2], [3]]]);
const taps = tensor([[[Number.NaN]], [[1]], [[1]]]);
const options = { padding: "same" };

const whereNaN = (y: Tensor): boolean[] => [...y.dataSync()].map(Number.isNaN);

describe.each([
  // A tap outside multiplies a zero, as TensorFlow's kernels do; WebAssembly's depthwise half skips it.
  ["cpu", () => useBackend(createCpuBackend()), true],
  ["wasm", () => useBackend(createWasmBackend()), false],
] as const)("a weight that is NaN, on %s", (_, open, shows) => {
  let device: Device | undefined;
  beforeAll(async () => {
    device = await open();
  });
  afterAll(() => device?.dispose());

  it("shows at the border of convolutions", () => {
    expect(whereNaN(separableConv1d(x, taps, tensor([[[1]]]), options))).toEqual([shows, true, true]);
    expect(whereNaN(depthwiseConv1d(x, taps, options))).toEqual([shows, true, true]);
    expect(whereNaN(conv1d(x, taps, options))).toEqual([true, true, true]);
  });

  it("reaches of a transposed convolution only what its tap adds to", () => {
    expect(whereNaN(conv1dTranspose(x, taps, { padding: "same", strides: 3 }))).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it("reaches of a transposed convolution what lies beside the input", () => {
    // Where its tap would come from a step outside: the WebAssembly kernel multiplies a zero there, the CPU skips it.
    expect(whereNaN(conv1dTranspose(x, taps))).toEqual([true, true, true, !shows, !shows]);
  });

  it("a value that is NaN or infinite reaches every window that holds it", () => {
    const special = tensor([[[1], [Number.NaN], [-Infinity], [3], [4]]]);
    expect([...maxPool1d(special, { strides: 1 }).dataSync()]).toEqual([Number.NaN, Number.NaN, 3, 4]);
    const ones = tensor([[[1]], [[1]]]);
    expect([...conv1d(special, ones).dataSync()]).toEqual([Number.NaN, Number.NaN, -Infinity, 7]);
    expect([...depthwiseConv1d(special, ones).dataSync()]).toEqual([Number.NaN, Number.NaN, -Infinity, 7]);
  });
});
