import type { ActivationKind } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { wholeNumbers } from "../../test/whole-numbers.js";
import { createWasmBackend } from "../index.js";

interface Sizes {
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly groups: number;
  readonly outputSteps: number;
}

const ordinary: Sizes = {
  batch: 2,
  steps: 9,
  channels: 3,
  filters: 5,
  kernelSize: 3,
  stride: 1,
  dilation: 1,
  padLeft: 0,
  groups: 1,
  outputSteps: 7,
};

async function convolve(sizes: Sizes, activation: ActivationKind | null = null): Promise<number[]> {
  const { batch, steps, channels, filters, kernelSize, stride, dilation, padLeft, groups, outputSteps } = sizes;
  const backend = await createWasmBackend();
  const filterShape = [kernelSize, channels / groups, filters];
  const operands = {
    x: operand(backend, [batch, steps, channels], wholeNumbers(batch * steps * channels)),
    filter: operand(backend, filterShape, wholeNumbers((kernelSize * channels * filters) / groups, 2)),
    bias: operand(backend, [filters], wholeNumbers(filters)),
  };
  const y = operand(backend, [batch, outputSteps, filters]);
  const { x, filter, bias } = operands;
  const types = { x: typeOf(x), filter: typeOf(filter, [0, 1, 2]), bias: typeOf(bias) };
  planned(backend.plan("conv1d", { stride, dilation, groups, activation }, types))(operands, { y }, { padLeft });
  return valuesOf(backend, y);
}

/** The formula, term by term. */
function expected(sizes: Sizes): number[] {
  const { batch, steps, channels, filters, kernelSize, stride, dilation, padLeft, groups, outputSteps } = sizes;
  const depth = channels / groups;
  const x = wholeNumbers(batch * steps * channels);
  const filter = wholeNumbers(kernelSize * depth * filters, 2);
  const bias = wholeNumbers(filters);
  const y: number[] = [];
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let f = 0; f < filters; f++) {
        let sum = bias[f] ?? 0;
        for (let j = 0; j < kernelSize; j++) {
          const t = o * stride + j * dilation - padLeft;
          for (let c = 0; c < depth && t >= 0 && t < steps; c++) {
            const channel = Math.floor(f / (filters / groups)) * depth + c;
            const value = x[(b * steps + t) * channels + channel] ?? 0;
            sum += (filter[(j * depth + c) * filters + f] ?? 0) * value;
          }
        }
        y.push(sum);
      }
    }
  }
  return y;
}

describe("conv1d", () => {
  test("adds up what each tap sees of each channel", async () => {
    const backend = await createWasmBackend();
    const x = operand(backend, [1, 4, 2], [1, 10, 2, 20, 3, 30, 4, 40]);
    const filter = operand(backend, [2, 2, 1], [1, 2, -1, 1]);
    const y = operand(backend, [1, 3, 1]);
    const attrs = { stride: 1, dilation: 1, groups: 1, activation: null };
    const types = { x: typeOf(x), filter: typeOf(filter, [0, 1, 2]) };
    planned(backend.plan("conv1d", attrs, types))({ x, filter }, { y }, { padLeft: 0 });
    expect(valuesOf(backend, y)).toEqual([39, 69, 99]);
  });

  test.each<Partial<Sizes>>([
    {},
    { channels: 1, filters: 1 },
    { channels: 6, filters: 9, groups: 3 },
    { channels: 5, filters: 10, groups: 5 },
    { kernelSize: 1, outputSteps: 9 },
    { kernelSize: 1, outputSteps: 9, channels: 4, filters: 8, groups: 2 },
    { kernelSize: 1, stride: 3, outputSteps: 3 },
    { kernelSize: 1, padLeft: 2, outputSteps: 13 },
    { padLeft: 1, outputSteps: 9 },
    { padLeft: 4, dilation: 2, outputSteps: 9 },
    { stride: 2, outputSteps: 4 },
    { stride: 2, dilation: 3, padLeft: 3, outputSteps: 5 },
    { steps: 150, kernelSize: 5, stride: 2, padLeft: 2, outputSteps: 75 },
    { steps: 1, kernelSize: 7, padLeft: 3, outputSteps: 1 },
    { steps: 2, kernelSize: 4, padLeft: 3, outputSteps: 2, batch: 3 },
    { steps: 0, padLeft: 1, outputSteps: 1 },
  ])("with %o", async (given) => {
    const sizes = { ...ordinary, ...given };
    expect(await convolve(sizes)).toEqual(expected(sizes));
  });

  test("a dilation and a padding beyond 32 bits meet the input or miss it", async () => {
    const sizes = { ...ordinary, dilation: 2 ** 40, padLeft: 2 ** 41, outputSteps: 2 };
    expect(await convolve(sizes)).toEqual(expected(sizes));
    const none = { ...ordinary, stride: 2 ** 40, dilation: 2 ** 40, padLeft: 2 ** 39, outputSteps: 1 };
    expect(await convolve(none)).toEqual([...wholeNumbers(5), ...wholeNumbers(5)]);
  });

  test("clamps at the store, and runs the other activations over the result", async () => {
    const linear = expected(ordinary);
    expect(await convolve(ordinary, "relu")).toEqual(linear.map((value) => Math.max(value, 0)));
    expect(await convolve(ordinary, "relu6")).toEqual(linear.map((value) => Math.min(Math.max(value, 0), 6)));
    expect(await convolve(ordinary, "elu")).toEqual(linear.map((v) => Math.fround(v > 0 ? v : Math.expm1(v))));
  });

  test("a variable is packed once, and again after an update", async () => {
    const backend = await createWasmBackend();
    const constant = { version: 1 };
    const x = operand(backend, [1, 1, 1], [3]);
    const filter = operand(backend, [1, 1, 1], [2], constant);
    const y = operand(backend, [1, 1, 1]);
    const attrs = { stride: 1, dilation: 1, groups: 1, activation: null };
    const launch = planned(backend.plan("conv1d", attrs, { x: typeOf(x), filter: typeOf(filter, [0, 1, 2]) }));
    for (const version of [1, 1, 2]) {
      constant.version = version;
      launch({ x, filter }, { y }, { padLeft: 0 });
    }
    expect(backend.statistics().packs).toBe(2);
    expect(valuesOf(backend, y)).toEqual([6]);
  });
});
