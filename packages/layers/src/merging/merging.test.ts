import { createCpuBackend } from "@sepconv/backend-cpu";
import { sum, type Tensor, tensor, useBackend, valueAndGrad, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

const wrong = (value: unknown) => value as never;
const steps = (...values: number[]) => tensor([values.map((value) => [value])]);
const mask = (...values: boolean[]) => tensor([values]);

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

describe("layers of several inputs", () => {
  it("stretch extents of 1 and give lower ranks axes behind the batch", () => {
    const layer = new layers.Add();
    const y = layer.apply([tensor([[1], [2]]), zeros([2, 3, 4])]);
    expect(y.shape).toEqual([2, 3, 4]);
    expect(layer.inputShapes).toEqual([
      [2, 1],
      [2, 3, 4],
    ]);
    expect(
      layer.computeOutputShape([
        [null, 1],
        [null, null, 4],
      ]),
    ).toEqual([null, null, 4]);
    expect(layer.getBuildConfig()).toEqual({
      input_shape: [
        [2, 1],
        [2, 3, 4],
      ],
    });
  });

  it("are read from their serialized form for the shapes that it names, in both dialects", () => {
    for (const dialect of ["keras3", "keras2"] as const) {
      const layer = new layers.Concatenate({ axis: 1 });
      layer.build([
        [null, 2, 3],
        [null, 4, 3],
      ]);
      const written = layers.serialize(layer, { dialect });
      const copy = layers.deserialize(JSON.parse(JSON.stringify(written)), { dialect });
      expect(copy.built).toBe(true);
      expect(layers.serialize(copy, { dialect })).toEqual(written);
    }
  });

  it("cast their inputs, and have gradients and activity losses as others do", () => {
    const layer = new layers.Multiply({ activityRegularizer: "l2" });
    const [a, b] = [tensor([[2, 3]], [1, 2], "float64"), tensor([[5, 7]])];
    expect(layer.apply([a, b]).dtype).toBe("float32");
    expect(layer.losses[0]?.dataSync()[0]).toBeCloseTo(0.01 * (100 + 441), 4);
    const { grads } = valueAndGrad((x, y) => sum(layer.apply([x as Tensor, y as Tensor])))(tensor([[2, 3]]), b);
    expect(grads.map((grad) => [...grad.dataSync()])).toEqual([
      [5, 7],
      [2, 3],
    ]);
  });

  it("count a step that counts in one of the inputs, when all have masks", () => {
    const layer = new layers.Add();
    const inputs = [steps(1, 2), steps(3, 4)];
    const both = [mask(true, false), mask(false, false)];
    expect([...(layer.computeMask(inputs, both)?.dataSync() ?? [])]).toEqual([1, 0]);
    expect(layer.computeMask(inputs, [mask(true, false), null])).toBeNull();
    expect(layer.computeMask(inputs, null)).toBeNull();
  });

  it("multiply by 1 what a mask leaves out, and give 0 where all do", () => {
    const layer = new layers.Multiply();
    const inputs = [steps(2, 3, 4), steps(5, 6, 7)];
    const both = [mask(true, false, false), mask(true, true, false)];
    expect([...layer.apply(inputs, { mask: both }).dataSync()]).toEqual([10, 6, 0]);
    expect([...layer.apply(inputs, { mask: [mask(true, false, false), null] }).dataSync()]).toEqual([10, 6, 7]);
  });

  it("concatenate masks along time, and join them along channels", () => {
    const inputs = [steps(1, 2), steps(3, 4)];
    const masks = [mask(true, false), null];
    const along = (axis: number) => [
      ...(new layers.Concatenate({ axis }).computeMask(inputs, masks)?.dataSync() ?? []),
    ];
    expect(along(1)).toEqual([1, 0, 1, 1]);
    expect(along(-1)).toEqual([1, 1]);
    expect(new layers.Dot({ axes: 1 }).computeMask(inputs, masks)).toBeNull();
  });

  it("stand in functional models, with the masks of their inputs", () => {
    const [a, b] = [layers.input({ shape: [3, 1] }), layers.input({ shape: [3, 1] })];
    const masked = [a, b].map((x) => new layers.Masking().apply(x));
    const outputs = new layers.Multiply().apply(masked);
    expect(outputs.shape).toEqual([null, 3, 1]);
    const model = layers.model({ inputs: [a, b], outputs });
    const y = model.applyTo([steps(0, 2, 0), steps(5, 3, 0)]);
    expect([...(y as Tensor).dataSync()]).toEqual([5, 6, 0]);
    const copy = layers.modelFromConfig(model.toJson());
    expect(copy.toJson()).toBe(model.toJson());
  });

  it.each<[string, () => unknown, string]>([
    [
      "one tensor",
      () => new layers.Add().apply(wrong(tensor([1]))),
      'Add "add": the layer takes several inputs; expected a list of tensors, got ',
    ],
    [
      "no input",
      () => new layers.Add().apply([]),
      "the layer takes several inputs; expected a list of tensors, got [].",
    ],
    ["what is no tensor", () => new layers.Add().apply([wrong(1)]), 'Add "add": input 0 is no tensor'],
    [
      "one shape",
      () => new layers.Add().build([null, 3]),
      'Add "add": the layer takes several inputs; expected a list of shapes, got [null, 3].',
    ],
    [
      "shapes that do not broadcast",
      () => new layers.Add().apply([zeros([2, 3]), zeros([2, 4])]),
      'Add "add": the inputs\' shapes do not broadcast; expected equal extents, or 1, got [[2, 3], [2, 4]].',
    ],
    [
      "different batches",
      () => new layers.Add().apply([zeros([2, 3]), zeros([1, 3])]),
      'Add "add": the inputs have different batches; expected batches of 2, got [[2, 3], [1, 3]].',
    ],
    [
      "three inputs where there are two",
      () => new layers.Subtract().apply([zeros([1]), zeros([1]), zeros([1])]),
      'Subtract "subtract": the number of inputs does not fit; expected a list of 2, got 3.',
    ],
    [
      "extents that differ elsewhere",
      () => new layers.Concatenate().apply([zeros([1, 2, 3]), zeros([1, 3, 3])]),
      'Concatenate "concatenate": the inputs differ; expected equal extents but along axis 2, got [[1, 2, 3], [1, 3, 3]].',
    ],
    [
      "ranks that differ",
      () => new layers.Concatenate().apply([zeros([1, 2, 3]), zeros([1, 3])]),
      'Concatenate "concatenate": the inputs differ; expected equal extents but along axis 2, got [[1, 2, 3], [1, 3]].',
    ],
    [
      "axes of different extents",
      () => new layers.Dot({ axes: [1, 2] }).apply([zeros([1, 2, 3]), zeros([1, 3, 4])]),
      'Dot "dot": the axes have different extents; expected 2 along axis 2 of the second input, got [[1, 2, 3], [1, 3, 4]].',
    ],
    [
      "the batch as axis",
      () => new layers.Dot({ axes: [0, 1] }),
      'Dot "dot": axes is not valid; expected a whole number other than 0, or a list of two, got [0, 1].',
    ],
    [
      "one mask for two inputs",
      () => new layers.Add().apply([steps(1), steps(2)], { mask: [mask(true)] }),
      'Add "add": the layer takes several inputs; expected a list of 2 masks, got ',
    ],
    [
      "an unknown option",
      () => new layers.Add(wrong({ axis: 1 })),
      'Add: unknown option "axis"; expected "name", "trainable", "dtype", "autocast"',
    ],
  ])("refuse %s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});
