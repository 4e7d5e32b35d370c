import type { DType } from "@sepconv/backend";
import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { openDevice, useBackend, withDevice } from "../engine/device.js";
import { tensor, zeros } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { argMax, argMin } from "./arg-reduce.js";
import { mul } from "./binary.js";
import { cast } from "./cast.js";
import { equal, greater, less } from "./compare.js";
import { concat } from "./concat.js";
import { cumsum } from "./cumsum.js";
import { gather } from "./gather.js";
import { all, any, logicalAnd, logicalNot } from "./logical.js";
import { select } from "./select.js";
import { relu } from "./unary.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = <Type>(value: unknown): Type => value as Type;

const dtypes: readonly DType[] = ["float32", "float64", "int32", "bool"];
let backend: RecordingBackend;

beforeEach(async () => {
  backend = new RecordingBackend({ dtypes });
  await useBackend(backend);
});

const int32 = (values: number[], shape = [values.length]): Tensor => tensor(values, shape, "int32");

describe("shapes that kernels see", () => {
  it("joins in balanced pairs", () => {
    const parts = [1, 2, 3, 4, 5].map((n) => zeros([2, n, 3]));
    expect(concat(parts, { axis: 1 }).shape).toEqual([2, 15, 3]);
    expect(backend.shapes.map(({ operands }) => [operands["a"]?.[1], operands["b"]?.[1]])).toEqual([
      [1, 2],
      [3, 3],
      [4, 5],
      [6, 9],
    ]);
  });

  it("folds the axes around the one that an op is about", () => {
    expect(concat([zeros([2, 3, 4]), zeros([2, 3, 1])], { axis: -1 }).shape).toEqual([2, 3, 5]);
    expect(backend.shapes.at(-1)?.operands).toEqual({ a: [6, 4, 1], b: [6, 1, 1] });
    expect(gather(zeros([2, 3, 4]), zeros([5, 6], "int32"), { axis: 1 }).shape).toEqual([2, 5, 6, 4]);
    expect(backend.shapes.at(-1)).toEqual({ operands: { x: [2, 3, 4], indices: [30] }, outputs: { y: [2, 30, 4] } });
    expect(gather(zeros([7, 2]), tensor(3, [], "int32")).shape).toEqual([2]);
    expect(cumsum(zeros([2, 3, 4]), { axis: 1 }).shape).toEqual([2, 3, 4]);
    expect(backend.shapes.at(-1)?.operands).toEqual({ x: [2, 3, 4] });
    expect(argMax(zeros([2, 3, 4]), { axis: 0 }).shape).toEqual([3, 4]);
    expect(backend.shapes.at(-1)).toEqual({ operands: { x: [1, 2, 12] }, outputs: { y: [1, 12] } });
  });

  it("hands `select` three tensors of one shape", () => {
    expect(select(zeros([2, 1], "bool"), zeros([3]), 1).shape).toEqual([2, 3]);
    expect(backend.shapes.at(-1)?.operands).toEqual({ condition: [2, 3], a: [2, 3], b: [2, 3] });
  });

  it("launches nothing for one tensor, or a cast to the same dtype", () => {
    const x = zeros([2, 3]);
    expect(concat([x]).shape).toEqual([2, 3]);
    expect(cast(x, "float32").dtype).toBe("float32");
    expect(backend.count("launch")).toBe(0);
  });
});

describe("dtypes of results", () => {
  it("follow the op's spec", () => {
    const x = zeros([4]);
    expect(greater(x, 0).dtype).toBe("bool");
    expect(argMin(x).dtype).toBe("int32");
    expect(cast(x, "float64").dtype).toBe("float64");
    expect(cast(x, "bool").dtype).toBe("bool");
    expect(gather(zeros([4], "float64"), int32([1])).dtype).toBe("float64");
    expect(select(zeros([4], "bool"), zeros([4], "int32"), 1).dtype).toBe("int32");
    expect(logicalNot(any(zeros([4], "bool"))).dtype).toBe("bool");
    expect(concat([zeros([1], "bool"), zeros([1], "bool")]).dtype).toBe("bool");
  });

  it("plan each dtype of its own", () => {
    greater(zeros([2]), 0);
    greater(zeros([2], "int32"), 0);
    greater(zeros([3], "int32"), 1);
    expect(backend.count("plan", "compare")).toBe(2);
  });
});

describe("devices", () => {
  it("compositions run where an operand is, with host operands in between", async () => {
    const other = new RecordingBackend({ name: "other", dtypes });
    const x = withDevice(await openDevice(other), () => relu(zeros([2])));
    concat([zeros([1]), zeros([1]), x]);
    select(zeros([3, 1], "bool"), x, 1);
    expect(backend.count("launch")).toBe(0);
    expect(other.count("launch", "concat")).toBe(2);
  });

  it("give back what lies in between", () => {
    const x = relu(zeros([4, 3]));
    const before = backend.statistics().liveBytes;
    for (const compute of [
      () => concat([x, x, x], { axis: 1 }),
      () => select(greater(x, 0), x, 0),
      () => logicalNot(all(greater(x, 0))),
      () => gather(x, cast(argMax(x, { axis: 1 }), "int32")),
      () => cumsum(x, { axis: 1 }),
    ]) {
      tidy(compute).dispose();
      expect(backend.statistics().liveBytes).toBe(before);
    }
  });

  it("refuse what they do not have", async () => {
    await useBackend(new RecordingBackend({ gaps: { compare: "no bool here" } }));
    expect(() => less(zeros([1]), 0)).toThrow(
      'compare: the device "recording" has no kernel for this op (no bool here).',
    );
    // A value from the host is converted there; one that the device computed is its business.
    expect(cast(zeros([1]), "float64").dtype).toBe("float64");
    expect(() => cast(relu(zeros([1])), "float64")).toThrow(
      'cast: the device "recording" does not compute with this dtype; expected float32, got "float64".',
    );
  });
});

const x = zeros([2, 3]);

describe("refusals", () => {
  it.each([
    [() => concat([]), "concat: there are no tensors; expected a list, got []."],
    [() => concat(wrong(x)), "concat: there are no tensors; expected a list, got Tensor."],
    [() => concat([x, wrong(1)]), "concat: tensor 1 is no tensor; expected a tensor, got 1. Make one with tensor()."],
    [
      () => concat([x, zeros([2, 4])]),
      "concat: tensor 1 does not fit the first one along axis 0; expected [any, 3], got [2, 4].",
    ],
    [
      () => concat([x, zeros([2])], { axis: 1 }),
      "concat: tensor 1 does not fit the first one along axis 1; expected [2, any], got [2].",
    ],
    [
      () => concat([x], { axis: 2 }),
      "concat: axis is out of range; expected a whole number from -2 to 1, for shape [2, 3], got 2.",
    ],
    [
      () => concat([x, zeros([2, 3], "int32")]),
      'concat: b has another dtype; expected "float32", got "int32". Use cast().',
    ],
    [() => gather(x, zeros([2])), 'gather: indices has another dtype; expected "int32", got "float32". Use cast().'],
    [() => gather(x, int32([0, 2])), "gather: an index lies outside x; expected whole numbers from 0 to 1, got 2."],
    [() => gather(x, int32([-1])), "gather: an index lies outside x; expected whole numbers from 0 to 1, got -1."],
    [
      () => gather(zeros([0, 3]), int32([0])),
      "gather: an index lies outside x; expected no index, as the axis is empty, got 0.",
    ],
    [
      () => gather(zeros([]), int32([0])),
      "gather: axis is out of range; expected a whole number from 0 to -1, for shape [], got 0.",
    ],
    [
      () => cast(x, wrong("half")),
      'cast: dtype is unknown; expected "float32", "float64", "int32" or "bool", got "half".',
    ],
    [() => select(x, x, x), 'select: condition has another dtype; expected "bool", got "float32". Use cast().'],
    [
      () => select(zeros([2], "bool"), zeros([3]), 0),
      "select: shapes do not broadcast; expected equal extents, or 1, counted from the last dimension, got [[2], [3]].",
    ],
    [
      () => equal(x, zeros([2])),
      "equal: shapes do not broadcast; expected equal extents, or 1, counted from the last dimension, got [[2, 3], [2]].",
    ],
    [
      () => mul(zeros([1], "int32"), 2 ** 31),
      "mul: b is no int32 like the other operand; expected a whole number of 32 bits, got 2147483648. Use cast().",
    ],
    [
      () => equal(2, zeros([1], "bool")),
      "equal: a is no bool like the other operand; expected 0 or 1, got 2. Use cast().",
    ],
    [() => logicalAnd(x, x), 'logicalAnd: a has another dtype; expected "bool", got "float32". Use cast().'],
    [
      () => any(zeros([2], "bool"), { axis: 1 }),
      "any: axis is out of range; expected a whole number from -1 to 0, for shape [2], got 1.",
    ],
    [
      () => logicalAnd(zeros([2], "bool"), zeros([3], "bool")),
      "logicalAnd: shapes do not broadcast; expected equal extents, or 1, counted from the last dimension, got [[2], [3]].",
    ],
    [() => cumsum(x, wrong({ exclusive: 1 })), "cumsum: exclusive is not valid; expected true or false, got 1."],
    [
      () => argMax(zeros([2, 0]), { axis: 1 }),
      "argMax: there is no element to find; expected one or more, got [2, 0].",
    ],
    [
      () => cumsum(zeros([2], "int32")),
      'cumsum: the device "recording" does not compute with this dtype; expected float32 or float64, got "int32". Use cast().',
    ],
  ])("refuses what does not fit: %#", (compute, message) => {
    expect(compute).toThrow(expect.objectContaining({ message }));
    expect(backend.count("launch")).toBe(0);
  });
});
