import type { ActivationKind } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

/** x (1, 6, 2), D (3, 2, 2), P (1, 4, 2), with sums that are exact in float32. */
const x = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60];
const depthwise = [1, 2, 3, 4, 5, 6, 7, 8, -1, 0, 0, -1];
const pointwise = [1, 0, 0, 1, 0.5, 0, 0, -0.5];
const bias = [0.25, -0.25];

interface Geometry {
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly activation?: ActivationKind;
}

async function convolve(outputSteps: number, { stride, dilation, padLeft, activation }: Geometry): Promise<number[]> {
  const backend = await createWasmBackend();
  const operands = {
    x: operand(backend, [1, 6, 2], x),
    depthwise: operand(backend, [3, 2, 2], depthwise),
    pointwise: operand(backend, [1, 4, 2], pointwise),
    bias: operand(backend, [2], bias),
  };
  const y = operand(backend, [1, outputSteps, 2]);
  const launch = planned(
    backend.plan(
      "separableConv1d",
      { stride, dilation, activation: activation ?? null },
      {
        x: typeOf(operands.x),
        depthwise: typeOf(operands.depthwise, [0, 1, 2]),
        pointwise: typeOf(operands.pointwise, [2]),
        bias: typeOf(operands.bias),
      },
    ),
  );
  launch(operands, { y }, { padLeft });
  return valuesOf(backend, y);
}

const inner = [93.25, -71.25, 148.25, -118.25, 203.25, -165.25, 258.25, -212.25];

describe("separableConv1d", () => {
  test("valid", async () => {
    expect(await convolve(4, { stride: 1, dilation: 1, padLeft: 0 })).toEqual(inner);
  });

  test("same", async () => {
    const y = await convolve(6, { stride: 1, dilation: 1, padLeft: 1 });
    expect(y).toEqual([38.25, -24.25, ...inner, 320.25, -294.25]);
  });

  test("same with stride 2", async () => {
    const y = await convolve(3, { stride: 2, dilation: 1, padLeft: 0 });
    expect(y).toEqual([93.25, -71.25, 203.25, -165.25, 320.25, -294.25]);
  });

  test("valid with dilation 2", async () => {
    const y = await convolve(2, { stride: 1, dilation: 2, padLeft: 0 });
    expect(y).toEqual([131.25, -95.25, 186.25, -142.25]);
  });

  test("causal with dilation 2", async () => {
    const y = await convolve(6, { stride: 1, dilation: 2, padLeft: 4 });
    const rows = [-0.75, 4.75, -1.75, 9.75, 37.25, -19.25, 76.25, -48.25, 131.25, -95.25, 186.25, -142.25];
    expect(y).toEqual(rows);
  });

  test("a dilation and a padding beyond 32 bits meet the input or miss it", async () => {
    const first = await convolve(1, { stride: 1, dilation: 2 ** 40, padLeft: 2 ** 41 });
    expect(first).toEqual([-0.75, 4.75]);
    const none = await convolve(1, { stride: 2 ** 40, dilation: 2 ** 40, padLeft: 2 ** 39 });
    expect(none).toEqual(bias);
  });

  test("clamps at the store", async () => {
    const valid = { stride: 1, dilation: 1, padLeft: 0 };
    const relu = await convolve(4, { ...valid, activation: "relu" });
    expect(relu).toEqual(inner.map((value) => Math.max(value, 0)));
    const relu6 = await convolve(4, { ...valid, activation: "relu6" });
    expect(relu6).toEqual([6, 0, 6, 0, 6, 0, 6, 0]);
    const leaky = await convolve(4, { ...valid, activation: "leakyRelu" });
    expect(leaky).toEqual(inner.map((value) => Math.fround(value > 0 ? value : Math.fround(0.2) * value)));
  });

  test("runs the other activations over the result", async () => {
    const tanh = await convolve(4, { stride: 1, dilation: 1, padLeft: 0, activation: "tanh" });
    expect(tanh).toEqual([1, -1, 1, -1, 1, -1, 1, -1]);
    const softplus = await convolve(1, { stride: 1, dilation: 1, padLeft: 2, activation: "softplus" });
    expect(softplus).toEqual([-0.75, 4.75].map((value) => Math.fround(Math.log1p(Math.exp(value)))));
  });
});
