import { DTypeError, ShapeError, tensor } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as v1 from "../index.js";

beforeEach(() => v1.resetDefaultGraph());

describe("getVariable", () => {
  it("makes a variable of zeros for whole numbers, and of Glorot's numbers else", () => {
    expect([...v1.getVariable("whole", { shape: [2], dtype: "int32" }).dataSync()]).toEqual([0, 0]);
    const values = [...v1.getVariable("w", { shape: [40, 20] }).dataSync()];
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 60));
    expect(new Set(values).size).toBeGreaterThan(700);
  });

  it("takes a value in place of an initializer, which the variable does not share", () => {
    const value = tensor([[1, 2]]);
    const made = v1.getVariable("w", { initializer: value });
    value.dispose();
    expect([made.shape, [...made.dataSync()]]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(v1.getVariable("scalar", { initializer: 0.5 }).shape).toEqual([]);
    expect([...v1.getVariable("list", { initializer: [1, 2, 3], dtype: "int32" }).dataSync()]).toEqual([1, 2, 3]);
  });

  it("shares a variable as the scope says, without a shape as well", () => {
    const made = v1.variableScope("s", () => v1.getVariable("w", { shape: [2] }));
    expect(v1.variableScope("s", { reuse: true }, () => v1.getVariable("w"))).toBe(made);
    expect(v1.getVariable("s/w", { reuse: true })).toBe(made);
  });

  it("numbers a name that another one or a name scope has taken, as graphs do", () => {
    const shape = [1];
    const names = ["a/w", "A/w", "s"].map((name) => v1.nameScope("s", () => v1.getVariable(name, { shape }).name));
    expect(names).toEqual(["a/w:0", "A/w_1:0", "s_3:0"]);
    expect(v1.getVariable("A/w", { reuse: true }).name).toBe("A/w_1:0");
  });

  it.each([
    [
      () => v1.getVariable("w", { shape: [3], reuse: true }),
      ShapeError,
      "getVariable: trying to share variable w with another shape; expected [2], got [3].",
    ],
    [
      () => v1.getVariable("w", { shape: [2], dtype: "float64", reuse: true }),
      Error,
      'getVariable: trying to share variable w with another dtype; expected "float32", got "float64".',
    ],
    [
      () => v1.getVariable("new"),
      ShapeError,
      "getVariable: shape of a new variable (new) must be known; expected the option shape.",
    ],
    [
      () => v1.getVariable("new", { shape: [1], initializer: [1] }),
      Error,
      "getVariable: variable new has a shape and a value. If the initializer is a value, do not give a shape.",
    ],
    [
      () => v1.getVariable("new", { initializer: tensor([1]), dtype: "float64" }),
      DTypeError,
      'getVariable: initializer has another dtype; expected "float64", got "float32".',
    ],
    [
      () => v1.getVariable("a b", { shape: [1] }),
      Error,
      'nameScope: "a b" is not a valid root scope name; expected /^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$/, got "a b".',
    ],
    [() => v1.getVariable(""), Error, 'getVariable: name is not valid; expected a string, got "".'],
  ])("refuses what TensorFlow refuses: %#", (compute, kind, message) => {
    v1.getVariable("w", { shape: [2] });
    expect(compute).toThrow(expect.objectContaining({ message }));
    expect(compute).toThrow(kind);
    expect(v1.globalVariables()).toHaveLength(1);
  });
});
