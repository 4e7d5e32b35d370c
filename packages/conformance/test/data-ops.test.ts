import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import {
  add,
  all,
  any,
  argMax,
  argMin,
  broadcastTo,
  cast,
  concat,
  type Device,
  div,
  equal,
  gather,
  greater,
  less,
  logicalAnd,
  logicalNot,
  logicalOr,
  max,
  maximum,
  mean,
  min,
  mul,
  pad,
  reshape,
  select,
  slice,
  sub,
  sum,
  type Tensor,
  tensor,
  transpose,
  useBackend,
} from "@sepconv/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const numbers = (x: Tensor): number[] => [...x.dataSync()];
const int32 = (values: number[], shape = [values.length]): Tensor => tensor(values, shape, "int32");

describe.each([
  ["the CPU", () => useBackend(createCpuBackend())],
  ["WebAssembly", () => useBackend(createWasmBackend())],
] as const)("on %s", (_, open) => {
  let device: Device | undefined;
  beforeAll(async () => {
    device = await open();
  });
  afterAll(() => device?.dispose());

  describe("int32", () => {
    it("keeps its dtype, and wraps", () => {
      const x = int32([2 ** 31 - 1, -(2 ** 31), 65_537]);
      expect(add(x, 1).dtype).toBe("int32");
      expect(numbers(add(x, 1))).toEqual([-(2 ** 31), -(2 ** 31) + 1, 65_538]);
      expect(numbers(sub(x, 1))).toEqual([2 ** 31 - 2, 2 ** 31 - 1, 65_536]);
      expect(numbers(mul(x, x))).toEqual([1, 0, 131_073]);
      expect(numbers(maximum(x, 0))).toEqual([2 ** 31 - 1, 0, 65_537]);
      expect(numbers(sum(int32([2 ** 31 - 1, 2])))).toEqual([-(2 ** 31) + 1]);
      expect(numbers(max(int32([])))).toEqual([-(2 ** 31)]);
      expect(numbers(min(int32([])))).toEqual([2 ** 31 - 1]);
    });

    it("moves as other values do", () => {
      const x = int32([1, 2, 3, 4], [2, 2]);
      expect(numbers(transpose(x))).toEqual([1, 3, 2, 4]);
      expect(numbers(slice(x, { start: [1, 0] }))).toEqual([3, 4]);
      expect(numbers(pad(int32([5]), [[1, 1]]))).toEqual([0, 5, 0]);
      expect(numbers(broadcastTo(int32([7]), [3]))).toEqual([7, 7, 7]);
      expect(numbers(reshape(concat([x, x], { axis: 1 }), [8]))).toEqual([1, 2, 1, 2, 3, 4, 3, 4]);
      expect(numbers(gather(x, int32([1]), { axis: 1 }))).toEqual([2, 4]);
    });

    it("has no quotient and no mean, and takes whole numbers alone", () => {
      expect(() => div(int32([4]), 2)).toThrow(
        'div: a has another dtype; expected "float32" or "float64", got "int32". Use cast().',
      );
      expect(() => mean(int32([4]))).toThrow(
        'mean: x has another dtype; expected "float32" or "float64", got "int32". Use cast().',
      );
      expect(() => less(int32([0]), 0.5)).toThrow(
        "less: b is no int32 like the other operand; expected a whole number of 32 bits, got 0.5. Use cast().",
      );
    });
  });

  describe("bool", () => {
    const yes = tensor([true, true]);
    const mixed = tensor([true, false]);

    it("knows and, or, not, any, all", () => {
      expect(logicalAnd(yes, mixed).dtype).toBe("bool");
      expect(numbers(logicalAnd(yes, mixed))).toEqual([1, 0]);
      expect(numbers(logicalOr(mixed, tensor([false])))).toEqual([1, 0]);
      expect(numbers(logicalNot(mixed))).toEqual([0, 1]);
      expect(
        numbers(
          any(
            tensor([
              [true, false],
              [false, false],
            ]),
            { axis: 1 },
          ),
        ),
      ).toEqual([1, 0]);
      expect(
        numbers(
          all(
            tensor([
              [true, true],
              [true, false],
            ]),
            { axis: 1, keepDims: true },
          ),
        ),
      ).toEqual([1, 0]);
      const none = reshape(slice(mixed, { size: [0] }), [0]);
      expect([numbers(any(none)), numbers(all(none))]).toEqual([[0], [1]]);
    });

    it("has no sum", () => {
      expect(() => add(yes, mixed)).toThrow(
        'add: a has another dtype; expected "float32" or "float64" or "int32", got "bool"',
      );
      expect(() => sum(yes)).toThrow(
        'sum: x has another dtype; expected "float32" or "float64" or "int32", got "bool"',
      );
      expect(() => any(tensor([1]))).toThrow('any: x has another dtype; expected "bool", got "float32". Use cast().');
      expect(numbers(sum(cast(yes, "int32")))).toEqual([2]);
    });
  });

  describe("comparisons, choices and places", () => {
    it("compares with NaN as IEEE 754 does", () => {
      const x = tensor([Number.NaN, 1]);
      expect(numbers(equal(x, x))).toEqual([0, 1]);
      expect(numbers(greater(x, 0))).toEqual([0, 1]);
    });

    it("selects with broadcasting of all three", () => {
      const y = select(tensor([[true], [false]]), tensor([1, 2]), 0);
      expect(y.shape).toEqual([2, 2]);
      expect(numbers(y)).toEqual([1, 2, 0, 0]);
      expect(numbers(select(tensor([true, false]), 1, 2))).toEqual([1, 2]);
    });

    it("finds places over one axis or all", () => {
      const x = tensor([
        [1, 9],
        [7, 3],
        [9, 0],
      ]);
      expect(argMax(x).shape).toEqual([]);
      expect(numbers(argMax(x))).toEqual([1]);
      expect(numbers(argMin(x))).toEqual([5]);
      expect(numbers(argMax(x, { axis: 0 }))).toEqual([2, 0]);
      expect(argMax(x, { axis: -1, keepDims: true }).shape).toEqual([3, 1]);
      expect(argMin(x, { keepDims: true }).shape).toEqual([1, 1]);
    });

    it("gives NaN for an index that a device computed and that lies outside", () => {
      const x = tensor([
        [1, 2],
        [3, 4],
      ]);
      const computed = add(int32([0, 1]), 1);
      expect(numbers(gather(x, computed))).toEqual([3, 4, Number.NaN, Number.NaN]);
      expect(numbers(gather(int32([5, 6]), computed))).toEqual([6, 0]);
    });

    it("casts as the table of dtypes says", () => {
      expect(numbers(cast(tensor([0, -0.5, Number.NaN, 2]), "bool"))).toEqual([0, 1, 1, 1]);
      expect(numbers(cast(tensor([-1.9, 1.9, 0.2]), "int32"))).toEqual([-1, 1, 0]);
      expect(numbers(cast(int32([2 ** 24 + 1]), "float32"))).toEqual([2 ** 24]);
      expect(cast(tensor([1]), "float32").dtype).toBe("float32");
    });
  });
});
