import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, ones, sum, type Tensor, tensor, transpose, useBackend, valueAndGrad, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

const wrong = (value: unknown) => value as never;

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

function close(values: ArrayLike<number> | undefined, wanted: readonly number[]): void {
  expect(Array.from(values ?? [], (value) => Math.round(value * 1e5) / 1e5)).toEqual(wanted);
}

describe("batch normalization in training", () => {
  const values = Float32Array.from({ length: 30 }, (_, index) => Math.sin(index * index) + (index % 3));
  const x = tensor(values, [2, 5, 3]);
  const weights = Float32Array.from(values, (value) => value * value);

  /** The gradients of Σ weight · y and the moving statistics, with channels last. */
  function results(axis: number, mask: Tensor | null = null): number[] {
    const layer = new layers.BatchNormalization({ axis, momentum: 0.5 });
    const turned = (values: Tensor) => (axis === 1 ? transpose(values, { permutation: [0, 2, 1] }) : values);
    layer.build(turned(x).shape);
    layer.setWeights([
      [1, 2, -1],
      [0.5, 0, 3],
      [0, 1, 2],
      [1, 1, 2],
    ]);
    const { grads } = valueAndGrad((input: Tensor, ..._: Tensor[]) => {
      const y = turned(layer.apply(turned(input), { training: true, mask }));
      return sum(mul(y, tensor(weights, y.shape)));
    })(x, ...layer.trainableWeights);
    return [...grads, ...layer.getWeights()].flatMap((value) => [...value.dataSync()]);
  }

  it("is the same in one op, which the last axis has, and in several", () => {
    const wanted = results(-1);
    const close = (got: readonly number[]) =>
      got.every((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN)) < 1e-5);
    expect(wanted).toHaveLength(30 + 3 + 3 + 4 * 3);
    expect(close(results(1))).toBe(true);
    expect(close(results(-1, ones([2, 5], "bool")))).toBe(true);
  });

  it("launches that op and six for the moving statistics", async () => {
    const device = await useBackend(createCpuBackend());
    const layer = new layers.BatchNormalization();
    layer.build(x.shape);
    const before = device.statistics().launches;
    layer.apply(x, { training: true });
    expect(device.statistics().launches - before).toBe(7);
  });
});

describe("normalization of each sample", () => {
  it("divides by the deviation alone with rmsScaling, and has no beta then", () => {
    const layer = new layers.LayerNormalization({ rmsScaling: true, epsilon: 0, scale: false });
    close(layer.apply(tensor([[1, 3]])).dataSync(), [1, 3]);
    expect(layer.weights.map(({ name }) => name)).toEqual(["layer_normalization/gamma"]);
    expect(layer.getConfig()).toMatchObject({ rms_scaling: true, axis: [-1] });
  });

  it("writes its axes as each Keras does, before and after building", () => {
    const layer = new layers.LayerNormalization({ axis: [-2, -1] });
    expect(layer.getConfig()["axis"]).toEqual([-2, -1]);
    layer.build([null, 4, 5]);
    expect(layer.getConfig()["axis"]).toEqual([-2, -1]);
    expect(layer.getConfig({ dialect: "keras2" })["axis"]).toEqual([1, 2]);
    expect("rms_scaling" in layer.getConfig({ dialect: "keras2" })).toBe(false);
    const unit = new layers.UnitNormalization();
    unit.build([null, 4]);
    expect([unit.getConfig()["axis"], unit.getConfig({ dialect: "keras2" })["axis"]]).toEqual([-1, [1]]);
  });

  it("scales by the root mean square along any axis", () => {
    const layer = new layers.RMSNormalization({ axis: 1, epsilon: 0 });
    layer.build([null, 2, 1]);
    layer.setWeights([[1, 10]]);
    close(layer.apply(tensor([[[3], [3]]])).dataSync(), [1, 10]);
  });

  it("gives zeros for a vector of zeros", () => {
    expect([...new layers.UnitNormalization().apply(zeros([1, 2])).dataSync()]).toEqual([0, 0]);
  });

  it("makes as many groups as there are channels of -1", () => {
    const layer = new layers.GroupNormalization({ groups: -1 });
    expect(layer.getConfig()["groups"]).toBe(-1);
    layer.build([null, 10, 6]);
    expect(layer.getConfig()["groups"]).toBe(6);
  });

  it.each<[() => unknown, string]>([
    [
      () => new layers.LayerNormalization({ axis: wrong("last") }),
      'LayerNormalization "layer_normalization": axis is not valid; expected a whole number, or a list of them, got "last".',
    ],
    [
      () => new layers.LayerNormalization().build([null, 3, null]),
      'LayerNormalization "layer_normalization": axis 2 of the input is unknown; expected a known extent to build the weights for, got [null, 3, null].',
    ],
    [
      () => new layers.LayerNormalization({ axis: 3 }).apply(zeros([1, 2])),
      'LayerNormalization "layer_normalization": axis is out of range; expected a whole number from -2 to 1, for shape [1, 2], got 3.',
    ],
    [
      () => new layers.LayerNormalization().apply(zeros([1, 2], "int32")),
      'LayerNormalization "layer_normalization": the input has another dtype than the layer; expected "float32", got "int32"',
    ],
    [
      () => {
        const layer = new layers.LayerNormalization();
        layer.build([null, 3]);
        layer.apply(zeros([1, 4]));
      },
      'LayerNormalization "layer_normalization": axis 1 of the input does not fit; expected an extent of 3, got [1, 4].',
    ],
    [
      () => new layers.GroupNormalization({ groups: 3 }).build([null, 4, 5]),
      'GroupNormalization "group_normalization": groups do not divide the axis; expected a divisor of 5, got 3.',
    ],
    [
      () => new layers.RMSNormalization().call(zeros([1, 2])),
      'RMSNormalization "rms_normalization": the layer is not built. Call build() or apply() first.',
    ],
  ])("refuses what it cannot do: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("Normalization", () => {
  const data = tensor([
    [
      [1, 10],
      [3, 30],
    ],
  ]);

  it("finds mean and variance in data, and keeps them as weights", () => {
    const layer = new layers.Normalization();
    layer.adapt(data);
    expect(layer.weights.map(({ name, dtype }) => `${name} ${dtype}`)).toEqual([
      "normalization/mean float32",
      "normalization/variance float32",
      "normalization/count int32",
    ]);
    expect(layer.trainableWeights).toEqual([]);
    close(layer.apply(data).dataSync(), [-1, -1, 1, 1]);
    const inverse = new layers.Normalization({ invert: true });
    inverse.build([null, 2, 2]);
    inverse.setWeights(layer.getWeights());
    close(inverse.apply(layer.apply(data)).dataSync(), [1, 10, 3, 30]);
    const copy = layers.deserialize(layers.serialize(layer));
    expect(copy.getConfig()).toMatchObject({ axis: [-1], mean: null, variance: null });
  });

  it("has one mean of all without axes, and one for each index of several", () => {
    const all = new layers.Normalization({ axis: null });
    all.adapt([[1, 3]]);
    close(all.apply(tensor([[2, 4]])).dataSync(), [0, 2]);
    expect(all.getConfig()["axis"]).toEqual([]);
    expect(layers.Normalization.fromConfig(all.getConfig()).axis).toEqual([]);
    const each = new layers.Normalization({
      axis: [1, 2],
      mean: [
        [1, 2],
        [3, 4],
      ],
      variance: 4,
    });
    close(
      each
        .apply(
          tensor([
            [
              [3, 4],
              [5, 6],
            ],
          ]),
        )
        .dataSync(),
      [1, 1, 1, 1],
    );
  });

  it("takes integers", () => {
    const layer = new layers.Normalization({ axis: null, mean: 1, variance: 4 });
    close(layer.apply(tensor([[5]], [1, 1], "int32")).dataSync(), [2]);
    close(
      new layers.Rescaling({ scale: [2, 3], offset: [0, 1] }).apply(tensor([[5, 5]], [1, 2], "int32")).dataSync(),
      [10, 16],
    );
  });

  it.each<[() => unknown, string]>([
    [
      () => new layers.Normalization({ mean: 1 }),
      'Normalization "normalization": mean and variance go together; expected both of them or none, got { mean: 1, variance: null }.',
    ],
    [
      () => new layers.Normalization({ mean: 1, variance: 1 }).adapt(data),
      'Normalization "normalization": adapt would replace the mean and variance that were given. Leave both out.',
    ],
    [
      () => new layers.Normalization({ mean: [1, 2, 3], variance: 1 }).apply(data),
      'Normalization "normalization": the mean does not fit the input; expected 2 numbers, or one, got [1, 2, 3].',
    ],
    [
      () => new layers.Rescaling({ scale: wrong("1") }),
      'Rescaling "rescaling": scale is not valid; expected a finite number, or a list of them, got "1".',
    ],
  ])("refuses what it cannot do: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
