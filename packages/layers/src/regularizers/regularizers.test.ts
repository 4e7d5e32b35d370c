import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, sum, type Tensor, tensor, useBackend, valueAndGrad } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import * as regularizers from "./index.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;
const keras2 = { dialect: "keras2" } as const;

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const number = (x: Tensor): number => x.dataSync()[0] ?? Number.NaN;

describe("regularizers.get", () => {
  it("knows Keras' names, which differ between its versions", () => {
    expect(regularizers.get("l1").getConfig()).toEqual({ l1: Math.fround(0.01) });
    expect(regularizers.get("L2").getConfig()).toEqual({ l2: 0.01 });
    expect(regularizers.get("L2", keras2).getConfig(keras2)).toEqual({ l2: Math.fround(0.01) });
    expect(regularizers.get("l1l2").getConfig()).toEqual({ l1: 0, l2: 0 });
    expect(regularizers.get("L1L2", keras2).getConfig()).toEqual({ l1: 0, l2: 0 });
    expect(regularizers.get("l1_l2", keras2).getConfig()).toEqual({ l1: 0.01, l2: 0.01 });
    expect(regularizers.get({ class_name: "l1_l2", config: { l1: 1 } }, keras2).getConfig()).toEqual({
      l1: 1,
      l2: 0.01,
    });
    expect(regularizers.get("orthogonal_regularizer").getConfig()).toEqual({ factor: Math.fround(0.01), mode: "rows" });
    expect(regularizers.get({ class_name: "L2", config: { l: 0.5 } }, keras2).getConfig()).toEqual({ l2: 0.5 });
    expect(regularizers.get(null)).toBeNull();
  });

  it("refuses others, and lists what it knows", () => {
    expect(() => regularizers.get("l1_l2")).toThrow(
      'regularizers.get: identifier is unknown; expected "L1", "L2", "L1L2", "OrthogonalRegularizer", got "l1_l2".',
    );
    expect(() => regularizers.get("nothing", keras2)).toThrow('"OrthogonalRegularizer", "l1_l2", got "nothing".');
    expect(() => regularizers.get({ class_name: "L2", config: { l: 0.5 } })).toThrow(
      'L2: unknown option "l"; expected "l2".',
    );
  });

  it("takes functions, which must give one number", () => {
    const squares = regularizers.get((x: Tensor) => sum(mul(x, x)));
    expect(number(squares(tensor([3, 4])))).toBe(25);
    expect(() => regularizers.get((x: Tensor) => x)(tensor([3, 4]))).toThrow(
      "custom: the function gave no number; expected a tensor of one element, got [2].",
    );
    const x = tensor([3]);
    regularizers
      .get((operand: Tensor) => operand)(x)
      .dispose();
    expect(number(x)).toBe(3);
  });
});

describe("regularizers", () => {
  it("refuse what Keras 3 refuses", () => {
    expect(() => regularizers.l1({ l1: -1 })).toThrow(
      "L1: l1 is not valid; expected a finite number from 0 up, got -1.",
    );
    expect(() => regularizers.l2({ l2: wrong("a") })).toThrow("L2: l2 is not valid");
    expect(() => regularizers.l1l2({ l1: Number.NaN })).toThrow("L1L2: l1 is not valid");
    expect(() => regularizers.orthogonalRegularizer({ mode: "nothing" })).toThrow(
      'OrthogonalRegularizer: mode is unknown; expected "rows", "columns", got "nothing".',
    );
    expect(() => regularizers.orthogonalRegularizer()(tensor([1]))).toThrow(
      "OrthogonalRegularizer: the weight is no matrix; expected rank 2, got [1].",
    );
  });

  it("make equal ones of what they write", () => {
    const regularizer = regularizers.l1l2({ l1: 0.1, l2: 0.2 });
    expect(regularizers.serialize(regularizer)).toEqual({
      module: "keras.regularizers",
      class_name: "L1L2",
      config: { l1: 0.1, l2: 0.2 },
      registered_name: null,
    });
    expect(regularizers.get(regularizers.serialize(regularizer)).getConfig()).toEqual({ l1: 0.1, l2: 0.2 });
  });

  it("give 0 without factors, in the dtype of what they are given", () => {
    expect(number(regularizers.l1l2()(tensor([1, 2])))).toBe(0);
    const x = tensor([3, 4], [2], "float64");
    expect(regularizers.l1l2()(x).dtype).toBe("float64");
    expect(number(regularizers.l2({ l2: 0.1 })(x))).toBe(2.5);
  });

  it.each([
    ["L1L2", regularizers.l1l2({ l1: 0.3, l2: 0.7 })],
    ["OrthogonalRegularizer, rows", regularizers.orthogonalRegularizer({ factor: 2 })],
    ["OrthogonalRegularizer, columns", regularizers.orthogonalRegularizer({ factor: 2, mode: "columns" })],
  ])("%s can be differentiated twice", (_, regularizer) => {
    const values = [0.5, -1.25, 2, 0.75, 1.5, -0.5];
    const at = (index: number, shift: number): Tensor =>
      tensor(
        Float64Array.from(values, (value, place) => (place === index ? value + shift : value)),
        [2, 3],
        "float64",
      );
    const directions = tensor(
      [
        [1, -2, 0.5],
        [0.25, 1, -1],
      ],
      [2, 3],
      "float64",
    );
    const slope = (x: Tensor): Tensor => {
      const [gradient] = valueAndGrad((w: Tensor) => regularizer(w))(x).grads;
      if (!gradient) throw new Error("there is no gradient");
      return sum(mul(gradient, directions));
    };
    const x = at(-1, 0);
    const first = [...(valueAndGrad((w: Tensor) => regularizer(w))(x).grads[0]?.dataSync() ?? [])];
    const second = [...(valueAndGrad(slope)(x).grads[0]?.dataSync() ?? [])];
    const step = 1e-5;
    const quotient = (compute: (w: Tensor) => Tensor, index: number): number =>
      (number(compute(at(index, step))) - number(compute(at(index, -step)))) / (2 * step);
    for (let index = 0; index < 6; index++) {
      expect(first[index]).toBeCloseTo(quotient(regularizer, index), 7);
      expect(second[index]).toBeCloseTo(quotient(slope, index), 7);
    }
  });
});
