import { createCpuBackend } from "@sepconv/backend-cpu";
import { mean, mul, ones, reshape, square, sum, type Tensor, tidy, useBackend } from "@sepconv/core";
import type { PartialShape } from "@sepconv/layers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as v1 from "../index.js";

const x = ones([1, 4, 1]);
const conv = { filters: 1, kernelSize: 3, depthwiseInitializer: "ones", pointwiseInitializer: "ones" } as const;
const losses = (): number => v1.losses.getRegularizationLosses().length;

/** A layer of one's own: multiplies by a weight. */
class Scale extends v1.layers.Layer {
  constructor(options: v1.layers.LayerOptions = {}) {
    super("Scale", options, []);
  }

  protected override createWeights(inputShape: PartialShape): void {
    const scale = this.addWeight("scale", [inputShape.at(-1) ?? 1], { initializer: null });
    this.addLoss(() => sum(square(scale)));
  }

  override call(inputs: Tensor): Tensor {
    return mul(inputs, this.weights[0] ?? 1);
  }

  override computeOutputShape(inputShape: PartialShape): PartialShape {
    return inputShape;
  }
}

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
  v1.setWarningHandler(() => {});
});

describe("a layer of one's own", () => {
  it("has its variables in its scope, and its losses in the collection", () => {
    const layer = new Scale();
    v1.variableScope("s", { initializer: "ones" }, () => layer.apply(ones([2, 3])));
    expect([layer.name, layer.scopeName, layer.weights.map(({ name }) => name)]).toEqual([
      "scale_1",
      "s/scale",
      ["s/scale/scale:0"],
    ]);
    expect(layer.losses.map((loss) => loss.dataSync()[0])).toEqual([3]);
    expect(v1.losses.getRegularizationLoss().dataSync()[0]).toBe(3);
  });

  it("keeps its variables where a call fails, so that the next one finds them there", () => {
    class Failing extends Scale {
      override call(): Tensor {
        throw new RangeError("stop");
      }
    }
    const layer = new Failing({ name: "f" });
    expect(() => layer.apply(x)).toThrow("stop");
    expect(() => v1.variableScope("f", () => v1.getVariable("scale", { shape: [1] }))).toThrow("already exists");
  });
});

describe("a layer", () => {
  it("stays in the graph its weights were made in", () => {
    const graph = new v1.Graph();
    const layer = graph.asDefault(() => {
      const made = new v1.layers.SeparableConv1D({ ...conv, activityRegularizer: "l2" });
      made.apply(x);
      return made;
    });
    layer.apply(x);
    expect([losses(), graph.asDefault(losses)]).toEqual([0, 1]);
  });

  it("does not say what only symbolic inputs have", () => {
    const layer = new Scale({ name: "s" });
    layer.apply(x);
    expect(() => layer.input).toThrow(
      'layer "s": input is not there, because the layer was not called on symbolic inputs. Keep what apply() is called with and returns, or use computeOutputShape().',
    );
    expect(() => layer.computeMask(x, x)).toThrow('layer "s": the layer does not support masking');
    expect(() => new Scale({ name: "t" }).scopeName).toThrow('layer "t": there is no scope name');
  });

  it("has one activity loss, that of the latest output, also after the scope of the call has ended", () => {
    const layer = new v1.layers.SeparableConv1D({ ...conv, activityRegularizer: (y: Tensor) => sum(y) });
    tidy(() => void layer.apply(x));
    tidy(() => void layer.apply(ones([3, 4, 1])));
    expect(layer.losses.map((loss) => loss.dataSync()[0])).toEqual([6]);
    expect(losses()).toBe(1);
  });

  it("passes gradients through its activity loss", () => {
    const layer = new v1.layers.SeparableConv1D({
      ...conv,
      useBias: false,
      activityRegularizer: (y: Tensor) => sum(y),
    });
    layer.build([null, null, 1]);
    const [gradient] = v1.gradients(() => {
      layer.apply(x);
      return v1.losses.getRegularizationLoss();
    });
    expect([...(gradient?.dataSync() ?? [])]).toEqual([2, 2, 2]);
  });

  it("gives updates for the input of the latest call alone", () => {
    const layer = new v1.layers.BatchNormalization();
    const y = v1.layers.flatten(x);
    layer.apply(y, { training: true });
    const counts = [x, y, ones([1]), null].map((input) => layer.getUpdatesFor(input).length);
    expect(counts).toEqual([2, 2, 0, 0]);
    layer.trainable = false;
    expect([layer.updates, layer.getUpdatesFor(x)]).toEqual([[], []]);
  });
});

describe("functional forms", () => {
  const options = { ...conv, name: "c", reuse: v1.AUTO_REUSE, activityRegularizer: (y: Tensor) => mean(y) };

  it("have a loss for each call, as in TensorFlow", () => {
    v1.layers.separableConv1d(x, options);
    v1.layers.separableConv1d(x, options);
    expect(losses()).toBe(2);
  });

  it("have those of the latest run of a function that computes a loss again and again", () => {
    const loss = (): Tensor => {
      const y = v1.layers.separableConv1d(x, options);
      v1.layers.batchNormalization(y, { name: "n", reuse: v1.AUTO_REUSE, training: true });
      v1.layers.separableConv1d(x, options);
      return v1.losses.getRegularizationLoss();
    };
    const before = loss().dataSync()[0];
    for (let step = 0; step < 3; step++) expect(loss().dataSync()[0]).toBe(before);
    v1.layers.separableConv1d(x, options);
    for (let step = 0; step < 3; step++) v1.gradients(loss);
    expect([losses(), losses(), v1.getCollection(v1.GraphKeys.UPDATE_OPS).length]).toEqual([2, 2, 2]);
    expect(v1.globalVariables()).toHaveLength(7);
  });

  it("forget the oldest of a thousand calls", () => {
    for (let call = 0; call < 1005; call++) v1.layers.separableConv1d(x, options);
    expect(losses()).toBe(1000);
  });

  it("update statistics with the latest batch", () => {
    const normalized = (batch: Tensor): Tensor =>
      v1.layers.batchNormalization(batch, { name: "n", reuse: v1.AUTO_REUSE, training: true, momentum: 0 });
    normalized(ones([2, 1]));
    normalized(reshape(mul(ones([2]), 5), [2, 1]));
    for (const update of v1.getCollection(v1.GraphKeys.UPDATE_OPS)) update();
    expect(v1.globalVariables("n/moving_mean")[0]?.dataSync()[0]).toBe(5);
  });

  it("warn once in each graph that TensorFlow calls them deprecated", () => {
    const messages: string[] = [];
    v1.setWarningHandler((message) => messages.push(message));
    const twice = (): void => {
      for (let call = 0; call < 2; call++) v1.layers.separableConv1d(x, options);
    };
    twice();
    new v1.Graph().asDefault(twice);
    expect(messages).toEqual(
      Array(2).fill(
        "separableConv1d is deprecated in TensorFlow: use layers.SeparableConv1D of @sepconv/layers in new programs",
      ),
    );
  });

  it("take the function's options, not the constructor's", () => {
    const given = { ...conv, dtype: "float64" } as const;
    expect(() => v1.layers.separableConv1d(x, given)).toThrow(
      'functional layer: unknown option "dtype"; expected the options of the layer that TensorFlow\'s function has as well. Make the layer and call apply().',
    );
  });
});

it("gradients want variables, which layers make when they are first used", () => {
  expect(() => v1.gradients(() => sum(x))).toThrow(
    "gradients: there are no variables; expected at least one. Layers make theirs when they are first called or built: compute the loss once before.",
  );
});
