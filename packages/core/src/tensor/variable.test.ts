import { RecordingBackend } from "@sepconv/backend-recording";
import { describe, expect, it } from "vitest";
import { useBackend } from "../engine/device.js";
import { reshape } from "../ops/reshape.js";
import { relu } from "../ops/unary.js";
import { tensor } from "./create-tensor.js";
import { variable } from "./variable.js";

describe("variable", () => {
  it("replaces its value and counts versions", () => {
    const weight = variable([[1, 2]], { name: "w" });
    expect(weight).toMatchObject({ name: "w", trainable: true, version: 0, shape: [1, 2] });
    weight.assign([[3, 4]]);
    expect([...weight.dataSync()]).toEqual([3, 4]);
    weight.assign(new Float32Array([5, 6]));
    weight.assign(tensor([[7, 8]]));
    expect([...weight.dataSync()]).toEqual([7, 8]);
    expect(weight.version).toBe(3);
  });

  it("leaves alone what was made from the old value", () => {
    const weight = variable([1, 2]);
    const before = reshape(weight, [2, 1]);
    weight.assign([3, 4]);
    expect([...before.dataSync()]).toEqual([1, 2]);
  });

  it("takes over a tensor's storage, and outlives the tensor", async () => {
    const backend = new RecordingBackend();
    await useBackend(backend);
    const weight = variable([0, 0]);
    const value = relu(tensor([1, 2]));
    weight.assign(value);
    value.dispose();
    expect([...weight.dataSync()]).toEqual([1, 1]);
    const frees = backend.count("free");
    weight.assign([3, 4]);
    expect(backend.count("free")).toBe(frees + 1);
  });

  it("refuses options that mean nothing", () => {
    expect(() => variable([1], { nmae: "w" } as object)).toThrow('variable: unknown option "nmae"');
    expect(() => variable(tensor([1]), { dtype: "float64" })).toThrow(
      'variable: a tensor has a shape and a dtype of its own; expected neither beside it, got { shape: undefined, dtype: "float64" }.',
    );
  });

  it("refuses another shape or dtype, and stays as it was", () => {
    const weight = variable([1, 2], { name: "w" });
    expect(() => weight.assign([1, 2, 3])).toThrow(
      'variable "w": a value of another shape cannot be assigned; expected [2], got [3].',
    );
    expect(() => weight.assign(tensor(new Float64Array(2)))).toThrow(
      'variable "w": a value of another dtype cannot be assigned; expected "float32", got "float64".',
    );
    expect(weight.version).toBe(0);
    weight.dispose();
    expect(() => weight.assign([1, 2])).toThrow("was disposed");
  });
});
