import { createCpuBackend } from "@sepconv/backend-cpu";
import {
  argMax,
  cast,
  concat,
  cumsum,
  gather,
  gradients,
  greater,
  mul,
  select,
  square,
  sum,
  type Tensor,
  tensor,
  useBackend,
  valueAndGrad,
} from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { expectGradients, project } from "./expect-gradients.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const indices = (values: number[], shape = [values.length]): Tensor => tensor(values, shape, "int32");

describe("gradients equal central differences", () => {
  it("concat, of two and of five tensors, on each axis", () => {
    for (const axis of [0, 1, 2, -1]) {
      expectGradients(
        (a, b) => concat([a, b], { axis }),
        [
          [2, 3, 2],
          [2, 3, 2],
        ],
      );
    }
    expectGradients(
      (...inputs) => concat(inputs, { axis: 1 }),
      [
        [2, 1],
        [2, 3],
        [2, 2],
        [2, 1],
        [2, 4],
      ],
    );
  });

  it("gather, with indices that repeat, on each axis", () => {
    for (const axis of [0, 1, 2]) expectGradients((x) => gather(x, indices([1, 0, 1]), { axis }), [[2, 3, 2]]);
    expectGradients((x) => gather(x, indices([3, 3, 0, 1], [2, 2])), [[4, 3]]);
  });

  it("cumsum in each direction, on each axis", () => {
    for (const exclusive of [false, true]) {
      for (const reverse of [false, true]) {
        for (const axis of [0, 1]) expectGradients((x) => cumsum(x, { axis, exclusive, reverse }), [[3, 4]]);
      }
    }
  });

  it("select, with broadcasting", () => {
    const condition = tensor([true, false, true]);
    expectGradients(
      (a, b) => select(condition, a, b),
      [
        [2, 1],
        [2, 3],
      ],
    );
    expectGradients((x) => select(greater(x, 0.1), square(x), mul(x, 3)), [[3, 4]]);
  });

  it("second order: the gradient of gather is differentiated as well", () => {
    const penalty = (x: Tensor): Tensor => {
      const { grads } = valueAndGrad((y) => project(square(gather(y, indices([1, 1, 0])))))(x);
      return sum(square(grads[0] ?? x));
    };
    expectGradients((x) => penalty(x), [[3]]);
  });
});

describe("where there is no gradient", () => {
  it("what is not chosen does not count, not even as NaN", () => {
    const x = tensor([Number.NaN, 2]);
    const [gradient] = gradients(() => sum(select(tensor([false, true]), square(x), 0)), [x]);
    expect([...(gradient?.dataSync() ?? [])]).toEqual([Number.NaN, 4]);
    const [other] = gradients(() => sum(select(tensor([false, true]), x, 0)), [x]);
    expect([...(other?.dataSync() ?? [])]).toEqual([0, 1]);
  });

  it("casting between floats passes it on in the input's dtype", () => {
    const x = tensor(new Float32Array([1, 2]));
    const [gradient] = gradients(() => sum(mul(cast(x, "float64"), tensor([3, 4], [2], "float64"))), [x]);
    expect(gradient?.dtype).toBe("float32");
    expect([...(gradient?.dataSync() ?? [])]).toEqual([3, 4]);
  });

  it("integers, places and comparisons end it", () => {
    const x = tensor([1, 3, 2]);
    const through = (compute: () => Tensor): number[] => [...(gradients(compute, [x])[0]?.dataSync() ?? [])];
    expect(through(() => sum(cast(cast(x, "int32"), "float32")))).toEqual([0, 0, 0]);
    expect(through(() => cast(argMax(x), "float32"))).toEqual([0, 0, 0]);
    expect(through(() => sum(cast(greater(x, 1), "float32")))).toEqual([0, 0, 0]);
    expect(through(() => sum(mul(x, cast(greater(x, 1), "float32"))))).toEqual([0, 1, 1]);
    const whole = tensor([1, 2], [2], "int32");
    const [none] = gradients(() => sum(mul(whole, whole)), [whole]);
    expect([...(none?.dataSync() ?? [])]).toEqual([0, 0]);
  });
});
