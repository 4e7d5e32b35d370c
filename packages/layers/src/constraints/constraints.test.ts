import { createCpuBackend } from "@sepconv/backend-cpu";
import { type Tensor, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import * as constraints from "./index.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;
const keras2 = { dialect: "keras2" } as const;

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const numbers = (x: Tensor): number[] => [...x.dataSync()];

describe("constraints.get", () => {
  it("knows Keras' names, which differ between its versions", () => {
    expect(constraints.get("max_norm").getConfig()).toEqual({ max_value: 2, axis: 0 });
    expect(constraints.get("MinMaxNorm").getConfig()).toEqual({ min_value: 0, max_value: 1, rate: 1, axis: 0 });
    expect(constraints.get("unitNorm").getConfig()).toEqual({ axis: 0 });
    expect(constraints.get("non_neg").getConfig()).toEqual({});
    for (const [name, className] of [
      ["maxnorm", "MaxNorm"],
      ["nonneg", "NonNeg"],
      ["unitnorm", "UnitNorm"],
      ["radial_constraint", "RadialConstraint"],
    ] as const) {
      expect(constraints.get(name, keras2).className).toBe(className);
      expect(() => constraints.get(name)).toThrow(
        `constraints.get: identifier is unknown; expected "MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm", got "${name}".`,
      );
    }
    expect(constraints.get(null)).toBeNull();
  });

  it("takes functions, which must keep the shape", () => {
    const weight = tensor([3, 4]);
    constraints
      .get((w: Tensor) => w)(weight)
      .dispose();
    expect(numbers(weight)).toEqual([3, 4]);
    expect(() => constraints.get(() => zeros([1]))(weight)).toThrow(
      "custom: the function gave no weight; expected a tensor of shape [2], got [1].",
    );
  });

  it("makes equal ones of what they write", () => {
    const constraint = constraints.minMaxNorm({ minValue: 0.5, maxValue: 0.75, rate: 0.5, axis: [0, 1] });
    const serialized = constraints.serialize(constraint);
    expect(JSON.stringify(serialized)).toBe(
      '{"module":"keras.constraints","class_name":"MinMaxNorm","config":{"min_value":0.5,"max_value":0.75,"rate":0.5,"axis":[0,1]},"registered_name":null}',
    );
    expect(constraints.get(serialized).getConfig()).toEqual(constraint.getConfig());
  });
});

describe("constraints", () => {
  it("take the norm over every axis where it is null", () => {
    const [first, second] = numbers(constraints.unitNorm({ axis: null })(tensor([[3], [4]])));
    expect(first).toBeCloseTo(0.6, 6);
    expect(second).toBeCloseTo(0.8, 6);
  });

  it("leave nothing below 0; in Keras 2 by a product", () => {
    const weight = tensor([2, 0, -3, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(numbers(constraints.get("non_neg")(weight))).toEqual([2, 0, 0, 0, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(numbers(constraints.get("non_neg", keras2)(weight))).toEqual([
      2,
      0,
      -0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
  });

  it("refuse options that mean nothing", () => {
    expect(() => constraints.maxNorm({ maxValue: wrong("2") })).toThrow("MaxNorm: maxValue is not valid");
    expect(() => constraints.minMaxNorm({ rate: Number.NaN })).toThrow("MinMaxNorm: rate is not valid");
    expect(() => constraints.unitNorm({ axis: wrong("0") })).toThrow(
      'UnitNorm: axis is not valid; expected a whole number, a list of them, or null, got "0".',
    );
    expect(() => constraints.unitNorm(wrong({ axes: 0 }))).toThrow('UnitNorm: unknown option "axes"; expected "axis".');
    expect(() => constraints.unitNorm({ axis: 3 })(zeros([2]))).toThrow("axis is out of range");
  });

  it("of 2-D filters refuse 1-D ones", () => {
    const radial = constraints.get("radial_constraint", keras2);
    expect(() => radial(zeros([3, 2, 1]))).toThrow(
      "RadialConstraint: the weight has another rank; expected rank 4, got [3, 2, 1].",
    );
    expect(() => radial(zeros([3, 3, 1, 1]))).toThrow("RadialConstraint: 2-D filters are not supported.");
  });
});
