import { createCpuBackend } from "@sepconv/backend-cpu";
import {
  add,
  currentDevice,
  mul,
  setWarningHandler,
  sum,
  type Tensor,
  tensor,
  tidy,
  useBackend,
  type Variable,
  valueAndGrad,
  zeros,
} from "@sepconv/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallOptions } from "./call-options.js";
import * as layers from "./index.js";
import type { PartialShape } from "./partial-shape.js";

const warnings: string[] = [];
const toConsole = setWarningHandler(null);

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
  warnings.length = 0;
  setWarningHandler((message) => warnings.push(message));
});
afterEach(() => {
  setWarningHandler(toConsole);
});

interface ScaleOptions extends layers.LayerOptions {
  readonly factor?: number;
}

/** A user's layer: `y = x · gain · factor`, with what it adds up to as a loss. */
class Scale extends layers.Layer {
  readonly factor: number;
  #gain: Variable | null = null;

  constructor({ factor = 1, ...options }: ScaleOptions = {}) {
    super("Scale", options);
    this.factor = factor;
    this.inputSpec = { ndim: 2 };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const shape = [inputShape.at(-1) ?? 0];
    this.#gain = this.addWeight({ name: "gain", shape, initializer: "ones", regularizer: "l2", constraint: "non_neg" });
    this.inputSpec = { ndim: 2, axes: { [-1]: shape[0] ?? 0 } };
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    const y = mul(mul(x, this.#gain ?? 1), this.factor);
    if (training) this.addLoss(sum(y));
    return y;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }
}

/** A layer made of two. */
class Twice extends layers.Layer {
  readonly first: Scale;
  readonly second: Scale;

  constructor(options: layers.LayerOptions = {}) {
    super("Twice", options);
    this.first = this.addLayer(new Scale({ factor: 2 }));
    this.second = this.addLayer(new Scale({ factor: 3 }));
  }

  override call(x: Tensor, options: CallOptions): Tensor {
    return tidy(() => this.second.apply(this.first.apply(x, options), options));
  }
}

const numbers = (values: readonly Tensor[]) => values.map((value) => value.dataSync()[0]);

describe("a layer of one's own", () => {
  it("is built, applied and described like any other", () => {
    const layer = new Scale({ factor: 5, name: "s", trainable: false });
    expect([...layer.apply(tensor([[1, 2]])).dataSync()]).toEqual([5, 10]);
    expect(layer.weights.map(({ name, shape }) => [name, shape])).toEqual([["s/gain", [2]]]);
    expect(layer.trainableWeights).toEqual([]);
    expect(layer.computeOutputShape([null, 2])).toEqual([null, 2]);
    expect(layer.getConfig()).toMatchObject({ name: "s", trainable: false });
    expect(layer.countParams()).toBe(2);
    const [gain] = layer.weights;
    expect(gain && layers.regularizerOf(gain)?.className).toBe("L2");
    expect(gain && layers.constraintOf(gain)?.className).toBe("NonNeg");
  });

  it("refuses inputs that are unlike its inputSpec, and additions once it is built", () => {
    const layer = new Scale({ name: "s" });
    expect(() => layer.apply(zeros([2]))).toThrow('Scale "s": the input has rank 1; expected rank 2, got [2].');
    layer.build([null, 3]);
    expect(() => layer.apply(zeros([1, 4]))).toThrow(
      'Scale "s": axis -1 of the input does not fit; expected an extent of 3, got [1, 4].',
    );
    expect(() => layer.addWeight({ name: "late", shape: [] })).toThrow(
      'Scale "s": a weight cannot be added to a layer that is built. Add it in the constructor or in createWeights().',
    );
    expect(() => layer.addLayer(new Scale())).toThrow("a layer cannot be added to a layer that is built");
    expect(() => new Twice().addLayer(null as never)).toThrow("this is no layer; expected a layer, got null");
    expect(() => layer.addLoss(zeros([2]))).toThrow(
      'Scale "s": the loss is no number; expected a tensor of one element, got [2]. Reduce it with sum() or mean().',
    );
    expect(() => new Twice({ name: "t" }).computeOutputShape([1, 2])).toThrow(
      'Twice "t": the layer does not say its output\'s shape. Give its class a method outputShapeOf(inputShape).',
    );
  });

  it.each<[layers.InputSpec, number[], string]>([
    [{ minNdim: 2 }, [3], "rank 2 to any"],
    [{ maxNdim: 1 }, [3, 4], "rank 0 to 1"],
    [{ shape: [null, 4] }, [3], "rank 2"],
    [{ shape: [null, 4] }, [3, 5], "an extent of 4"],
    [{ axes: { 0: 2 } }, [3, 5], "an extent of 2"],
  ])("may ask for %j", (inputSpec, shape, expected) => {
    const layer = new Twice();
    layer.inputSpec = inputSpec;
    expect(() => layer.build(shape)).toThrow(`expected ${expected}, got [${shape.join(", ")}]`);
    layer.build([2, 4].slice(0, inputSpec.maxNdim ?? 2));
  });

  it("holds the weights and losses of the layers inside", () => {
    const layer = new Twice();
    expect([...layer.apply(tensor([[1]]), { training: true }).dataSync()]).toEqual([6]);
    expect(layer.weights.map(({ name }) => name)).toEqual(["scale/gain", "scale_1/gain"]);
    // What both have added in the call, then what both weights cost: 0.01 · 1².
    expect(numbers(layer.losses)).toEqual([2, 6, Math.fround(0.01), Math.fround(0.01)]);
    layer.first.trainable = false;
    expect(layer.nonTrainableWeights.map(({ name }) => name)).toEqual(["scale/gain"]);
    expect(layer.losses).toHaveLength(3);
    layer.trainable = false;
    expect(layer.second.trainable).toBe(false);
    expect(layer.losses).toHaveLength(2);
  });
});

describe("losses of calls", () => {
  it("are those of the latest call of the outermost layer", () => {
    const layer = new Twice();
    const x = tensor([[1]]);
    layer.apply(x, { training: true });
    layer.apply(x, { training: true });
    expect(numbers(layer.losses).slice(0, -2)).toEqual([2, 6]);
    layer.apply(x);
    expect(layer.losses).toHaveLength(2);
    layer.first.apply(x, { training: true });
    layer.first.addLoss(tensor([5]));
    expect(numbers(layer.first.losses).slice(0, -1)).toEqual([2, 5]);
  });

  it("are followed by a tape, and outlive it", () => {
    const layer = new Twice();
    layer.build([null, 1]);
    const x = tensor([[1]]);
    layer.apply(x);
    const total = () => tidy(() => layer.losses.reduce((all, loss) => add(all, loss)));
    const { value, grads } = valueAndGrad(() => {
      layer.apply(x, { training: true });
      return total();
    })(...layer.trainableWeights);
    // 2·a + 6·a·b + 0.01·(a² + b²) with a = b = 1
    expect(value.dataSync()[0]).toBeCloseTo(8.02, 6);
    expect(grads.map((gradient) => gradient.dataSync()[0])).toEqual([expect.closeTo(8.02, 5), expect.closeTo(6.02, 5)]);
    expect(total().dataSync()[0]).toBeCloseTo(8.02, 6);
  });

  it("divide what the output costs by the batch", () => {
    const make = (activityRegularizer: layers.LayerOptions["activityRegularizer"]) =>
      new layers.Activation({ activation: "linear", activityRegularizer: activityRegularizer ?? null });
    const layer = make({ class_name: "L2", config: { l2: 0.5 } });
    layer.apply(tensor([[1], [3]]));
    expect(numbers(layer.losses)).toEqual([2.5]);
    layer.apply(zeros([0, 1]));
    expect(numbers(layer.losses)).toEqual([0]);
    layer.apply(tensor(4, []));
    expect(numbers(layer.losses)).toEqual([8]);
    const own = make((x) => sum(x));
    own.apply(tensor([[1], [3]]));
    expect(numbers(own.losses)).toEqual([2]);
    expect(make("l1").getConfig()).toMatchObject({ activity_regularizer: { class_name: "L1" } });
    expect(make(null).losses).toEqual([]);
  });

  it("do not pile up", () => {
    const layer = new Twice();
    const x = tensor([[1]]);
    layer.apply(x, { training: true }).dispose();
    const before = currentDevice().statistics().liveBytes;
    for (let call = 0; call < 100; call++) layer.apply(x, { training: true }).dispose();
    expect(currentDevice().statistics().liveBytes).toBe(before);
    layer.dispose();
    expect(() => layer.apply(x)).toThrow("was disposed");
  });
});

describe("masks", () => {
  const mask = () => tensor([[1, 1, 0]], undefined, "bool");

  it("are dropped with a warning by a layer that does not support them", () => {
    const layer = new layers.SeparableConv1D({ filters: 1, kernelSize: 1, name: "c" });
    expect(layer.apply(zeros([1, 3, 2]), { mask: mask() }).shape).toEqual([1, 3, 1]);
    expect(warnings).toEqual(['SeparableConv1D "c": the layer does not support masks, and drops the one it was given']);
    expect(layer.computeMask(zeros([1, 3, 2]), mask())).toBeNull();
    expect(() => layer.apply(zeros([1, 3, 2]), { mask: "all" as never })).toThrow("the mask is no tensor");
  });

  it("pass layers that leave the steps as they are, to one that uses them", () => {
    const pooled = () => new layers.GlobalAveragePooling1D();
    const model = new layers.Sequential([new layers.Dropout({ rate: 0.5 }), pooled()]);
    const x = tensor([[[1], [3], [50]]]);
    expect([...model.apply(x, { mask: mask() }).dataSync()]).toEqual([2]);
    expect([...model.apply(x).dataSync()]).toEqual([18]);
    const first = new layers.GlobalAveragePooling1D({ dataFormat: "channelsFirst", keepdims: true });
    expect(first.apply(tensor([[[1, 3, 50]]]), { mask: mask() })).toMatchObject({ shape: [1, 1, 1] });
    expect(warnings).toEqual([]);
    expect(model.computeMask(x, mask())).toBeNull();
  });

  it("say which steps batch statistics are of", () => {
    const layer = new layers.BatchNormalization({ momentum: 0, center: false, scale: false });
    layer.apply(tensor([[[1], [3], [50]]]), { training: true, mask: mask() });
    expect(layer.movingMean?.dataSync()[0]).toBeCloseTo(2, 5);
    expect(layer.movingVariance?.dataSync()[0]).toBeCloseTo(1, 5);
  });
});

describe("dtype policies", () => {
  it.each([
    ["mixed_float16", "float32"],
    ["mixed_bfloat16", "float32"],
    ["float64", "float64"],
    [{ class_name: "Policy", config: { name: "mixed_float16" } }, "float32"],
    [{ module: "keras", class_name: "DTypePolicy", config: { name: "float64" }, registered_name: null }, "float64"],
    [null, "float32"],
  ])("%j computes in %s, and is kept in the configuration", (dtype, computed) => {
    const layer = new layers.Dense({ units: 1, dtype });
    expect(layer.apply(zeros([1, 2])).dtype).toBe(computed);
    expect(layer.dtype).toBe(computed);
    const copy = layers.Dense.fromConfig(layer.getConfig());
    expect(copy.dtypePolicy).toBe(layer.dtypePolicy);
    const older = layers.Dense.fromConfig(layer.getConfig({ dialect: "keras2" }), undefined, { dialect: "keras2" });
    expect(older.getConfig()).toEqual(layer.getConfig());
  });

  it("leave an input as it is with autocast: false", () => {
    const layer = new Scale({ autocast: false });
    expect(() => layer.apply(zeros([1, 2], "float64"))).toThrow("float64");
  });
});

describe("an input's shape among the options", () => {
  it("builds a Sequential model at once", () => {
    const dense = (options: layers.LayerOptions) => new layers.Sequential([new layers.Dense({ units: 1, ...options })]);
    expect(dense({ inputShape: [5, 3] }).inputShape).toEqual([null, 5, 3]);
    expect(dense({ inputShape: [3], batchSize: 2 }).inputShape).toEqual([2, 3]);
    expect(dense({ batchInputShape: [null, null, 3] }).outputShape).toEqual([null, null, 1]);
    expect(dense({ inputDim: 3 }).inputShape).toEqual([null, 3]);
    expect(dense({}).built).toBe(false);
    expect(() => dense({ inputShape: [-1] })).toThrow(
      "inputShape is not valid; expected whole numbers, or null for unknown extents, got [-1].",
    );
  });
});
