import { describe, expect, it } from "vitest";
import { ones, scalar, tensor, zeros } from "./create-tensor.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = <Type>(value: unknown): Type => value as Type;

describe("tensor", () => {
  it("takes nested arrays, typed arrays, numbers and booleans", async () => {
    expect(
      tensor([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toMatchObject({ shape: [2, 3], dtype: "float32", size: 6 });
    expect(tensor(new Float32Array(6), [3, 2]).shape).toEqual([3, 2]);
    expect(tensor(new Int32Array(2)).dtype).toBe("int32");
    expect(tensor(new Float64Array(2)).dtype).toBe("float64");
    expect(tensor([true, false])).toMatchObject({ shape: [2], dtype: "bool" });
    expect(tensor(7)).toMatchObject({ shape: [], size: 1 });
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(
      await tensor(
        [
          [1, 2],
          [3, 4],
        ],
        [4],
      ).array(),
    ).toEqual([1, 2, 3, 4]);
    expect(
      await tensor([
        [1, 2],
        [3, 4],
      ]).array(),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await scalar(3).array()).toBe(3);
    expect(tensor([0, 2, 5], [3], "bool").dataSync()).toEqual(new Uint8Array([0, 1, 1]));
  });

  it("copies what it is given and what it gives", () => {
    const source = new Float32Array([1, 2]);
    const x = tensor(source);
    source[0] = 9;
    x.dataSync()[1] = 9;
    expect([...x.dataSync()]).toEqual([1, 2]);
  });

  it("makes zeros and ones", () => {
    expect([...zeros([2]).dataSync(), ...ones([2], "int32").dataSync()]).toEqual([0, 0, 1, 1]);
  });

  it.each([
    [() => tensor([[1, 2], [3]]), "tensor: nested arrays are ragged; expected lists as in [2, 2], got [3]."],
    [() => tensor([[1], 2]), "tensor: nested arrays are ragged; expected lists as in [2, 1], got 2."],
    [
      () => tensor(new Float32Array(3), [2, 2]),
      "tensor: the shape does not fit the data; expected a shape of 3 elements, got [2, 2].",
    ],
    [
      () => tensor([1], [-1]),
      "tensor: the shape is not one; expected at most 8 whole numbers, none negative, for at most 2147483647 elements, got [-1].",
    ],
    [
      () => zeros([1.5]),
      "zeros: the shape is not one; expected at most 8 whole numbers, none negative, for at most 2147483647 elements, got [1.5].",
    ],
    [
      () => zeros([2 ** 20, 2 ** 20]),
      "zeros: the shape is not one; expected at most 8 whole numbers, none negative, for at most 2147483647 elements, got [1048576, 1048576].",
    ],
    [
      () =>
        tensor(
          wrong(
            "["
              .repeat(9)
              .split("")
              .reduce<unknown>((inner) => [inner], 1),
          ),
        ),
      "tensor: the shape is not one; expected at most 8 whole numbers, none negative, for at most 2147483647 elements, got [1, 1, 1, 1, 1, 1, 1, 1, 1].",
    ],
    [
      () => zeros(wrong(Object.assign(new Array(2), { 1: 2 }))),
      "zeros: the shape is not one; expected at most 8 whole numbers, none negative, for at most 2147483647 elements, got [, 2].",
    ],
    [
      () => zeros([1], wrong("half")),
      'zeros: dtype is unknown; expected "float32", "float64", "int32" or "bool", got "half".',
    ],
    [
      () => tensor([1], [1], wrong("float16")),
      'tensor: dtype is unknown; expected "float32", "float64", "int32" or "bool", got "float16".',
    ],
    [() => tensor(wrong(["a"])), 'tensor: data holds something else; expected numbers or booleans, got "a".'],
  ])("refuses what is no tensor: %#", (make, message) => {
    expect(make).toThrow(expect.objectContaining({ message }));
  });
});
