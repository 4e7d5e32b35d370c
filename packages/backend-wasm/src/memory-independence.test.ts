import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../test/operands.js";
import { createWasmBackend } from "./index.js";

/**
 * Inner loops load whole vectors and so touch what lies behind an operand. With channels, filters and lengths that are
 * no multiples of 4 or 8, the bits of the results must not depend on it.
 */
describe.each([
  { channels: 1, multiplier: 3, filters: 1 },
  { channels: 3, multiplier: 1, filters: 5 },
  { channels: 5, multiplier: 2, filters: 9 },
  { channels: 18, multiplier: 1, filters: 7 },
])("with %o", ({ channels, multiplier, filters }) => {
  test.each([0, Number.NaN, Infinity, -3e38])("a memory full of %s leaves the results alone", async (content) => {
    expect(await run(content)).toEqual(await run(1));
  });

  async function run(content: number): Promise<number[][]> {
    const backend = await createWasmBackend();
    const everything = operand(backend, [100_000], new Float32Array(100_000).fill(content));
    backend.free(everything.handle);
    let seed = 1;
    const filled = (shape: readonly number[]) => {
      const length = shape.reduce((product, extent) => product * extent, 1);
      const values = Array.from({ length }, () => Math.sin(seed++));
      return operand(backend, shape, values);
    };
    const terms = channels * multiplier;
    const operands = {
      x: filled([2, 37, channels]),
      depthwise: filled([4, channels, multiplier]),
      pointwise: filled([1, terms, filters]),
    };
    const bias = filled([filters]);
    const y = operand(backend, [2, 37, filters]);
    const types = {
      x: typeOf(operands.x),
      depthwise: typeOf(operands.depthwise, [0, 1, 2]),
      pointwise: typeOf(operands.pointwise, [2]),
    };
    const attrs = { stride: 1, dilation: 2, activation: null };
    const convolve = planned(backend.plan("separableConv1d", attrs, { ...types, bias: typeOf(bias) }));
    convolve({ ...operands, bias }, { y }, { padLeft: 3 });
    const outputs = {
      x: operand(backend, operands.x.shape),
      depthwise: operand(backend, operands.depthwise.shape),
      pointwise: operand(backend, operands.pointwise.shape),
      bias: operand(backend, bias.shape),
    };
    const wants = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };
    const differentiate = planned(
      backend.plan("separableConv1dGradient", { stride: 1, dilation: 2, ...wants }, { ...types, gradient: typeOf(y) }),
    );
    differentiate({ ...operands, gradient: y }, outputs, { padLeft: 3 });
    const product = operand(backend, [1, 37, channels]);
    const a = { ...y, shape: [1, 37, filters] };
    const b = filled([1, channels, filters]);
    const matmulTypes = { a: typeOf(a), b: typeOf(b) };
    planned(backend.plan("matmul", { transposeA: false, transposeB: true }, matmulTypes))({ a, b }, { y: product }, {});
    const filter = filled([2, channels, filters]);
    const plain = operand(backend, y.shape);
    const transposed = operand(backend, operands.x.shape);
    const groups = 1;
    const filterType = typeOf(filter, [0, 1, 2]);
    planned(backend.plan("conv1d", { ...attrs, groups }, { ...types, filter: filterType }))(
      { x: operands.x, filter },
      { y: plain },
      { padLeft: 1 },
    );
    planned(backend.plan("conv1dTranspose", { ...attrs, groups }, { x: typeOf(y), filter: filterType }))(
      { x: y, filter },
      { y: transposed },
      { padLeft: 1 },
    );
    const depth = operand(backend, [2, 37, terms]);
    planned(backend.plan("depthwiseConv1d", attrs, types))(
      { x: operands.x, depthwise: operands.depthwise },
      { y: depth },
      { padLeft: 3 },
    );
    const depthGradients = {
      x: operand(backend, operands.x.shape),
      depthwise: operand(backend, operands.depthwise.shape),
      bias: operand(backend, [terms]),
    };
    planned(
      backend.plan(
        "depthwiseConv1dGradient",
        { stride: 1, dilation: 2, wantsX: true, wantsDepthwise: true, wantsBias: true },
        { ...types, gradient: typeOf(depth) },
      ),
    )({ x: operands.x, depthwise: operands.depthwise, gradient: depth }, depthGradients, { padLeft: 3 });
    const pooled = operand(backend, [2, 18, channels]);
    planned(backend.plan("pool", { kind: "maxPool1d", size: 2, stride: 2 }, types))(
      { x: operands.x },
      { y: pooled },
      { padLeft: 0 },
    );
    return [
      ...[y, product, plain, transposed, depth, pooled],
      ...[...Object.values(outputs), ...Object.values(depthGradients)],
    ].map((value) => valuesOf(backend, value));
  }
});

test("an operand may be the last thing in memory", async () => {
  const backend = await createWasmBackend();
  const terms = 8172;
  const y = operand(backend, [1, 1, 1]);
  operand(backend, [4]);
  const a = operand(backend, [1, 1, terms], new Float32Array(terms).fill(0.5));
  const b = operand(backend, [1, terms, 1], new Float32Array(terms).fill(2));
  // One page, less the bytes that inner loops may read past an operand.
  expect(b.handle + terms * 4).toBe(65536 - 64);
  const attrs = { transposeA: false, transposeB: false };
  planned(backend.plan("matmul", attrs, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
  expect(valuesOf(backend, y)).toEqual([terms]);
});
