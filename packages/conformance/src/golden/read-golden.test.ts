import { ModelFormatError } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { readGolden } from "./read-golden.js";

const data = Float32Array.of(1, 2, 3, 4).buffer;
const tensor = { dtype: "float32", shape: [2], offset: 8 };

function file(...entries: unknown[]): string {
  return JSON.stringify({ cases: entries });
}

const entry = { id: "first", api: "tf.keras.layers.SeparableConv1D", args: { filters: 2 }, tensors: { x: tensor } };

describe("readGolden", () => {
  it("reads cases of every layer and dtype", () => {
    const double = { ...entry, id: "double", tensors: { x: { dtype: "float64", shape: [1, 1], offset: 0 } } };
    const half = { ...entry, id: "half", layer: "Conv1D", tensors: { x: { dtype: "float16", shape: [4], offset: 8 } } };
    const [first, second, third] = readGolden("set", file(entry, double, half), data);
    expect(first).toEqual({
      id: "first",
      layer: "SeparableConv1D",
      args: { filters: 2 },
      dtype: "float32",
      tensors: { x: { shape: [2], values: Float32Array.of(3, 4) } },
      leftOut: [],
    });
    expect(second?.dtype).toBe("float64");
    expect(second?.tensors["x"]).toEqual({ shape: [1, 1], values: new Float64Array(data, 0, 1) });
    // The bits of the singles 3 and 4, 0x40400000 and 0x40800000, as two halves each.
    expect(third).toMatchObject({ layer: "Conv1D", dtype: "float16" });
    expect(third?.tensors["x"]?.values).toEqual(Float32Array.of(0, 2.125, 0, 2.25));
  });

  it.each([
    ["no cases", "{}", "set: there are no cases; expected the format of the golden vectors, got {  }."],
    [
      "a tensor past the end",
      file({ ...entry, tensors: { x: { ...tensor, shape: [3] } } }),
      "set, first, x: the offset does not fit a file of 16 bytes; expected the format of the golden vectors, got 8.",
    ],
    [
      "a negative extent",
      file({ ...entry, tensors: { x: { ...tensor, shape: [-1] } } }),
      "set, first, x: the shape is not one; expected the format of the golden vectors, got [-1].",
    ],
    [
      "dtypes that are mixed",
      file({ ...entry, tensors: { x: tensor, y: { ...tensor, dtype: "float64" } } }),
      'set, first, y: the dtype is not x\'s, float32; expected the format of the golden vectors, got "float64".',
    ],
  ])("refuses %s", (_, json, message) => {
    expect(() => readGolden("set", json, data)).toThrow(ModelFormatError);
    expect(() => readGolden("set", json, data)).toThrow(message);
  });
});
