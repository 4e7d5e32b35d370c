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
  steps: 5,
  channels: 3,
  filters: 5,
  kernelSize: 3,
  stride: 2,
  dilation: 1,
  padLeft: 0,
  groups: 1,
  outputSteps: 11,
};

async function transposed(sizes: Sizes, activation: ActivationKind | null = null): Promise<number[]> {
  const { batch, steps, channels, filters, kernelSize, stride, dilation, padLeft, groups, outputSteps } = sizes;
  const backend = await createWasmBackend();
  const filterShape = [kernelSize, filters / groups, channels];
  const operands = {
    x: operand(backend, [batch, steps, channels], wholeNumbers(batch * steps * channels)),
    filter: operand(backend, filterShape, wholeNumbers((kernelSize * filters * channels) / groups, 2)),
    bias: operand(backend, [filters], wholeNumbers(filters)),
  };
  const y = operand(backend, [batch, outputSteps, filters]);
  const { x, filter, bias } = operands;
  const types = { x: typeOf(x), filter: typeOf(filter, [0, 1, 2]), bias: typeOf(bias) };
  const launch = planned(backend.plan("conv1dTranspose", { stride, dilation, groups, activation }, types));
  launch(operands, { y }, { padLeft });
  return valuesOf(backend, y);
}

/** Each input step adds its filter to the output steps that it reaches. */
function expected(sizes: Sizes): number[] {
  const { batch, steps, channels, filters, kernelSize, stride, dilation, padLeft, groups, outputSteps } = sizes;
  const depth = channels / groups;
  const width = filters / groups;
  const x = wholeNumbers(batch * steps * channels);
  const filter = wholeNumbers(kernelSize * width * channels, 2);
  const bias = wholeNumbers(filters);
  const y = Array.from({ length: batch * outputSteps }, () => bias).flat();
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < steps; i++) {
      for (let j = 0; j < kernelSize; j++) {
        const t = i * stride + j * dilation - padLeft;
        if (t < 0 || t >= outputSteps) continue;
        for (let f = 0; f < filters; f++) {
          const group = Math.floor(f / width);
          for (let c = group * depth; c < (group + 1) * depth; c++) {
            const weight = filter[(j * width + (f % width)) * channels + c] ?? 0;
            const at = (b * outputSteps + t) * filters + f;
            y[at] = (y[at] ?? 0) + weight * (x[(b * steps + i) * channels + c] ?? 0);
          }
        }
      }
    }
  }
  return y;
}

describe("conv1dTranspose", () => {
  test("adds the filter of each input step to what it reaches", async () => {
    const backend = await createWasmBackend();
    const x = operand(backend, [1, 2, 1], [1, 10]);
    const filter = operand(backend, [3, 1, 1], [1, 2, 3]);
    const y = operand(backend, [1, 5, 1]);
    const attrs = { stride: 2, dilation: 1, groups: 1, activation: null };
    const types = { x: typeOf(x), filter: typeOf(filter, [0, 1, 2]) };
    planned(backend.plan("conv1dTranspose", attrs, types))({ x, filter }, { y }, { padLeft: 0 });
    expect(valuesOf(backend, y)).toEqual([1, 2, 13, 20, 30]);
  });

  test.each<Partial<Sizes>>([
    {},
    { channels: 1, filters: 1 },
    { channels: 6, filters: 9, groups: 3 },
    { stride: 1, outputSteps: 7 },
    { stride: 1, padLeft: 1, outputSteps: 5 },
    { kernelSize: 1, stride: 4, outputSteps: 20 },
    { kernelSize: 2, stride: 5, dilation: 2, outputSteps: 24 },
    { kernelSize: 7, stride: 3, padLeft: 2, outputSteps: 17 },
    { stride: 3, dilation: 2, padLeft: 1, outputSteps: 18 },
    // Of the odd output steps none is reached.
    { stride: 2, dilation: 2, outputSteps: 13 },
    { kernelSize: 5, stride: 6, dilation: 4, padLeft: 3, outputSteps: 40 },
    { kernelSize: 5, stride: 4, dilation: 6, padLeft: 2, outputSteps: 40 },
    { steps: 150, outputSteps: 301 },
    { steps: 1, kernelSize: 4, outputSteps: 4 },
    { stride: 40, outputSteps: 3 },
    { steps: 0, outputSteps: 3 },
  ])("with %o", async (given) => {
    const sizes = { ...ordinary, ...given };
    expect(await transposed(sizes)).toEqual(expected(sizes));
  });

  test("clamps at the store, and runs the other activations over the result", async () => {
    const linear = expected(ordinary);
    expect(await transposed(ordinary, "relu")).toEqual(linear.map((value) => Math.max(value, 0)));
    expect(await transposed(ordinary, "elu")).toEqual(linear.map((v) => Math.fround(v > 0 ? v : Math.expm1(v))));
  });
});
