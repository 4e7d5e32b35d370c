import type { Kernel, OpName } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../test/operands.js";
import { wholeNumbers } from "../test/whole-numbers.js";
import { openWasmBackend } from "./open-wasm-backend.js";
import * as pick from "./pick.js";
import type { WasmContext } from "./wasm-context.js";

// Threads will compute ranges of a kernel's items, in any order, and a range of a thread that died once more.

/** The kernel, whose items are computed one by one from the last to the first, and each twice. */
function inPieces<Op extends OpName>(kernel: Kernel<Op, WasmContext>): Kernel<Op, WasmContext> {
  return (context, attrs, types) => {
    const distribute: WasmContext["distribute"] = (binary, name, { items, scratchBytes, rest }) => {
      const run = context.instance(binary)[name];
      for (let item = items - 1; item >= 0; item--) {
        for (let turn = 0; turn < 2; turn++)
          run(scratchBytes && context.scratch(scratchBytes), item, item + 1, ...rest);
      }
    };
    return kernel({ ...context, distribute }, attrs, types);
  };
}

const { separableConv1d, conv1d, conv1dTranspose, depthwiseConv1d, pool, matmul, dropoutMask } = pick;
const whole = { separableConv1d, conv1d, conv1dTranspose, depthwiseConv1d, pool, matmul, dropoutMask };
const pieces = {
  separableConv1d: inPieces(separableConv1d),
  conv1d: inPieces(conv1d),
  conv1dTranspose: inPieces(conv1dTranspose),
  depthwiseConv1d: inPieces(depthwiseConv1d),
  pool: inPieces(pool),
  matmul: inPieces(matmul),
  dropoutMask: inPieces(dropoutMask),
};

const window = { stride: 1, dilation: 1, activation: null } as const;

test("items may be computed in any order, and twice", async () => {
  expect(await run(pieces)).toEqual(await run(whole));
});

async function run(kernels: typeof whole): Promise<number[][]> {
  const backend = await openWasmBackend(kernels);
  const filled = (...shape: number[]) => operand(backend, shape, wholeNumbers(shape.reduce((a, b) => a * b, 1)));
  const x = filled(2, 150, 5);
  const depthwise = filled(3, 5, 2);
  const pointwise = filled(1, 10, 3);
  const square = filled(3, 5, 5);
  const [separable, plain, transposed, depth, pooled, product, mask] = [
    operand(backend, [2, 150, 3]),
    operand(backend, [2, 150, 5]),
    operand(backend, [2, 302, 5]),
    operand(backend, [2, 150, 10]),
    operand(backend, [2, 50, 5]),
    operand(backend, [2, 150, 150]),
    operand(backend, [3, 67]),
  ];
  const types = { x: typeOf(x), depthwise: typeOf(depthwise, [0, 1, 2]), filter: typeOf(square, [0, 1, 2]) };
  const padded = { padLeft: 1 };
  planned(backend.plan("separableConv1d", window, { ...types, pointwise: typeOf(pointwise, [2]) }))(
    { x, depthwise, pointwise },
    { y: separable },
    padded,
  );
  planned(backend.plan("conv1d", { ...window, groups: 1 }, types))({ x, filter: square }, { y: plain }, padded);
  planned(backend.plan("conv1dTranspose", { ...window, stride: 2, groups: 1 }, types))(
    { x, filter: square },
    { y: transposed },
    padded,
  );
  planned(backend.plan("depthwiseConv1d", window, types))({ x, depthwise }, { y: depth }, padded);
  planned(backend.plan("pool", { kind: "averagePool1d", size: 3, stride: 3 }, types))({ x }, { y: pooled }, padded);
  planned(backend.plan("matmul", { transposeA: false, transposeB: true }, { a: types.x, b: types.x }))(
    { a: x, b: x },
    { y: product },
    {},
  );
  const numbers = { key: [1, 2], counter: [2 ** 32 - 3, 4], threshold: 2 ** 23, kept: 2 } as const;
  planned(backend.plan("dropoutMask", { dtype: "float32" }, {}))({}, { y: mask }, numbers);
  return [separable, plain, transposed, depth, pooled, product, mask].map((value) => valuesOf(backend, value));
}
