import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import {
  add,
  customGrad,
  type Device,
  div,
  exp,
  grad,
  log,
  mul,
  neg,
  sigmoid,
  square,
  stopGradient,
  sub,
  sum,
  type Tensor,
  tensor,
  useBackend,
  valueAndGrad,
  vjp,
} from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";

const numbers = (tensor: Tensor | undefined): number[] => [...(tensor?.dataSync() ?? [])];
/** A value of the wrong type, as JavaScript passes it. */
const wrong = <Type>(value: unknown): Type => value as Type;

describe.each([
  ["cpu", () => useBackend(createCpuBackend())],
  ["wasm", () => useBackend(createWasmBackend({ threads: 1 }))],
] as const)("on %s", (_name, open) => {
  let device: Device;
  beforeEach(async () => {
    device = await open();
  });

  it("grad differentiates by the first input, again and again", () => {
    const f = (x: Tensor, y: Tensor) => sum(mul(mul(x, square(x)), y));
    const [x, y] = [tensor([1, 2]), tensor([5, 7])];
    expect(numbers(grad(f)(x, y))).toEqual([15, 84]);
    const slope = (input: Tensor) => sum(grad(f)(input, y));
    expect(numbers(grad(slope)(x))).toEqual([30, 84]);
    expect(numbers(grad((input) => sum(grad(slope)(input)))(x))).toEqual([30, 42]);
  });

  it("vjp takes a cotangent of the value's shape, or makes one of the value", () => {
    const x = tensor([1, 2, 3]);
    const fixed = vjp((input) => square(input), tensor([1, 0, 10]))(x);
    expect([numbers(fixed.value), numbers(fixed.grads[0])]).toEqual([
      [1, 4, 9],
      [2, 0, 60],
    ]);
    const own = vjp(
      (input) => square(input),
      (value) => neg(value),
    )(x);
    expect(numbers(own.grads[0])).toEqual([-2, -16, -54]);
  });

  it("stopGradient is a constant to whoever differentiates: the straight-through estimator", () => {
    const rounded = (x: Tensor) => add(x, stopGradient(sub(tensor([1, 2]), x)));
    const { value, grads } = valueAndGrad((x) => sum(square(rounded(x))))(tensor([0.8, 2.1]));
    expect(numbers(value)).toEqual([5]);
    expect(numbers(grads[0])).toEqual([2, 4]);
  });

  it("customGrad takes the gradient that it is given, of what was saved", () => {
    const logOfOnePlusExp = customGrad((x) => {
      const e = exp(x);
      return {
        value: log(add(e, 1)),
        saved: [e],
        gradient: (dy, saved) => [mul(dy, div(saved, add(saved, 1)))],
      };
    });
    const { grads } = valueAndGrad((x) => sum(logOfOnePlusExp(x)))(tensor([0, 1]));
    expect(numbers(grads[0])[0]).toBe(0.5);
    expect(numbers(grads[0])[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
  });

  it("customGrad may give back its input: a gradient is reversed, one of two is null, and second order works", () => {
    const reversed = customGrad((x) => ({ value: x, gradient: (dy) => [neg(dy)] }));
    expect(numbers(grad((x) => sum(square(reversed(x))))(tensor([3])))).toEqual([-6]);
    const first = customGrad((a, b) => ({
      value: mul(a, b),
      saved: [b],
      gradient: (dy, kept) => [mul(dy, kept), null],
    }));
    const { grads } = valueAndGrad((a, b) => sum(first(a, b)))(tensor([2]), tensor([5]));
    expect(grads.map(numbers)).toEqual([[5], [0]]);
    const smooth = customGrad((x) => ({
      value: log(add(exp(x), 1)),
      saved: [x],
      gradient: (dy, kept) => [mul(dy, sigmoid(kept))],
    }));
    const slope = (x: Tensor) => sum(grad((input) => sum(smooth(input)))(x));
    expect(numbers(grad(slope)(tensor([0])))).toEqual([0.25]);
  });

  it("gives back everything, whether it ends well or not", () => {
    const x = tensor([1, 2]);
    const good = customGrad((input) => {
      const e = exp(input);
      return { value: add(e, 1), saved: [e], gradient: (dy, kept) => [mul(dy, kept)] };
    });
    const bad = customGrad((input) => ({ value: exp(input), gradient: () => [tensor([1, 2, 3])] }));
    const run = () => {
      for (const result of Object.values(
        vjp(
          (input) => good(input),
          (y) => square(y),
        )(x),
      ).flat())
        result.dispose();
      expect(() => grad((input) => sum(bad(input)))(x)).toThrow("customGrad");
      expect(() => vjp((input) => square(input), tensor([1]))(x)).toThrow("vjp");
    };
    run();
    const { liveBytes } = device.statistics();
    for (let round = 0; round < 5; round++) run();
    expect(device.statistics().liveBytes).toBe(liveBytes);
  });
});

describe("refuses", () => {
  beforeEach(async () => {
    await useBackend(createCpuBackend());
  });
  const x = tensor([1, 2]);
  const custom = (result: unknown) => () => grad((input) => sum(customGrad(() => wrong(result))(input)))(x);

  it.each([
    [() => grad(wrong(3)), "grad: there is no function to run; expected a function, got 3."],
    [
      () => vjp((input) => square(input), tensor([1]))(x),
      "vjp: the cotangent does not fit the value; expected a tensor of shape [2], got [1].",
    ],
    [() => vjp(() => wrong(1), tensor([1]))(x), "vjp: the function must compute a tensor; expected a tensor, got 1."],
    [() => stopGradient(wrong(1)), "stopGradient: x is no tensor; expected a tensor, got 1. Make one with tensor()."],
    [
      custom(x),
      "customGrad: the function's result is not valid; expected { value, gradient }, and saved, a list of tensors, where the gradient reads some, got Tensor.",
    ],
    [
      custom({ value: x, gradient: () => [] }),
      "customGrad: the gradient is not one for each input; expected a list of 1, got [].",
    ],
    [
      custom({ value: x, gradient: () => [tensor([1])] }),
      "customGrad: the gradient of input 0 does not fit it; expected a tensor of shape [2], or null, got [1].",
    ],
  ])("%#", (call, message) => {
    expect(call).toThrow(expect.objectContaining({ message }));
  });
});
