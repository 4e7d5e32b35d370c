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
  it("reads the float32 cases of one layer", () => {
    const double = { ...entry, id: "double", tensors: { x: { ...tensor, dtype: "float64" } } };
    const other = { ...entry, id: "other", api: "tf.keras.layers.Conv1D" };
    const [first, ...rest] = readGolden("set", file(entry, double, other), data, "SeparableConv1D");
    expect(rest).toEqual([]);
    expect(first).toEqual({
      id: "first",
      layer: "SeparableConv1D",
      args: { filters: 2 },
      tensors: { x: { shape: [2], values: Float32Array.of(3, 4) } },
      leftOut: [],
    });
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
  ])("refuses %s", (_, json, message) => {
    expect(() => readGolden("set", json, data, "SeparableConv1D")).toThrow(ModelFormatError);
    expect(() => readGolden("set", json, data, "SeparableConv1D")).toThrow(message);
  });
});
