import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, ones, square, sub, sum, tensor, useBackend, zeros } from "@sepconv/core";
import { optimizers } from "@sepconv/layers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as v1 from "./index.js";

const conv = { filters: 2, kernelSize: 3, depthwiseInitializer: "ones", pointwiseInitializer: "ones" } as const;
const x = zeros([2, 6, 3]);
const names = (): string[] => v1.globalVariables().map(({ name }) => name);

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
  v1.setWarningHandler(() => {});
});

describe("variable scopes", () => {
  it("number default names from the start when they are entered again", () => {
    const block = (): void => {
      v1.layers.separableConv1d(x, conv);
      v1.layers.separableConv1d(x, conv);
    };
    v1.variableScope("s", block);
    expect(names().filter((name) => name.endsWith("bias:0"))).toEqual([
      "s/separable_conv1d/bias:0",
      "s/separable_conv1d_1/bias:0",
    ]);
    expect(() => v1.variableScope("s", block)).toThrow(
      "getVariable: variable s/separable_conv1d/depthwise_kernel already exists, disallowed. Did you mean to set reuse: true or reuse: AUTO_REUSE in its variable scope?",
    );
    v1.variableScope("s", { reuse: true }, block);
    expect(names()).toHaveLength(6);
  });

  it("share what is there and make what is not, with AUTO_REUSE", () => {
    const twice = [0, 1].map(() =>
      v1.variableScope("s", { reuse: v1.AUTO_REUSE }, () => v1.getVariable("w", { shape: [2] })),
    );
    expect(twice[0]).toBe(twice[1]);
  });

  it("give variables their initializer, regularizer, constraint and getter", () => {
    const asked: string[] = [];
    const customGetter: v1.CustomGetter = (getter, name, options) => {
      asked.push(name);
      return getter(name, { ...options, trainable: false });
    };
    const options = { initializer: "ones", regularizer: "l2", constraint: "non_neg", customGetter };
    const w = v1.variableScope("s", options, () => v1.getVariable("w", { shape: [2] }));
    expect([asked, [...w.dataSync()], w.trainable]).toEqual([["s/w"], [1, 1], false]);
    expect(v1.constraintOf(w)?.className).toBe("NonNeg");
    new optimizers.SGD({ learningRate: 1 }).apply([tensor([3, 0.5])], [w]);
    expect([...w.dataSync()].map(Math.abs)).toEqual([0, 0.5]);
    w.assign([1, 1]);
    expect(v1.losses.getRegularizationLoss().dataSync()[0]).toBeCloseTo(0.02);
  });

  it.each([
    [
      () => v1.variableScope("s", { reuse: 1 as never }, () => {}),
      "variableScope: reuse is not valid; expected true, false, null or AUTO_REUSE, got 1.",
    ],
    [
      () => v1.variableScope(null, () => {}),
      "variableScope: there is no name; expected a name or a scope, or the option defaultName, got null.",
    ],
    [
      () => v1.variableScope("a b", () => {}),
      'nameScope: "a b" is not a valid root scope name; expected /^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$/, got "a b".',
    ],
    [
      () => v1.variableScope("s", async () => {}),
      "variableScope: the function returned a promise; expected a function that runs synchronously. Await outside of it.",
    ],
    [
      () => v1.variableScope("s", { reuse: true }, () => v1.getVariable("w", { shape: [1] })),
      "getVariable: variable s/w does not exist, or was not made with getVariable. Did you mean to set reuse: AUTO_REUSE in its variable scope?",
    ],
  ])("refuse what TensorFlow refuses: %#", (compute, message) => {
    expect(compute).toThrow(expect.objectContaining({ message }));
  });

  it("are those of the graph that is the default one", () => {
    const graph = new v1.Graph();
    graph.asDefault(() => v1.getVariable("w", { shape: [1] }));
    expect(names()).toEqual([]);
    expect(graph.asDefault(names)).toEqual(["w:0"]);
  });
});

describe("layers", () => {
  it("take the dtype of the first input", () => {
    const layer = new v1.layers.SeparableConv1D(conv);
    expect(layer.dtype).toBeNull();
    expect(layer.apply(zeros([1, 4, 2], "float64")).dtype).toBe("float64");
    expect(layer.weights.map(({ dtype }) => dtype)).toEqual(["float64", "float64", "float64"]);
  });

  it("keep one activity loss, which goes with the output and its lineage", () => {
    const first = new v1.layers.SeparableConv1D({ ...conv, activityRegularizer: "l2" });
    const input = ones([2, 6, 3]);
    const y = first.apply(input);
    const z = new v1.layers.SeparableConv1D({ ...conv, activityRegularizer: "l2", name: "second" });
    z.apply(y);
    expect(first.getLossesFor(input)).toHaveLength(1);
    expect(z.getLossesFor(input)).toHaveLength(1);
    expect(z.getLossesFor(ones([2, 6, 3]))).toHaveLength(0);
    expect(v1.losses.getRegularizationLosses()).toHaveLength(2);
  });

  it("leave the graph as it is, however often they are called", () => {
    const layer = new v1.layers.SeparableConv1D({ ...conv, depthwiseRegularizer: "l1", activityRegularizer: "l2" });
    for (let call = 0; call < 2000; call++) layer.apply(x).dispose();
    expect(names()).toHaveLength(3);
    expect(v1.losses.getRegularizationLosses()).toHaveLength(2);
    expect(v1.getCollection(v1.GraphKeys.UPDATE_OPS)).toEqual([]);
  });

  it("warn of arguments that do nothing", () => {
    const messages: string[] = [];
    v1.setWarningHandler((message) => messages.push(message));
    new v1.layers.SeparableConv1D({ ...conv, kernelRegularizer: "l2", name: "c" });
    expect(messages).toEqual([
      'SeparableConv1D "c": kernelRegularizer has no effect; it is kept in the configuration, as in TensorFlow',
    ]);
  });

  it("differentiate with respect to trainable variables", () => {
    const layer = new v1.layers.SeparableConv1D({ ...conv, depthwiseRegularizer: "l2" });
    const input = ones([1, 3, 1]);
    layer.build([null, null, 1]);
    const loss = () => sum(square(layer.apply(input)));
    const [dDepthwise] = v1.gradients(loss);
    expect([...(dDepthwise?.dataSync() ?? [])]).toEqual([12, 12, 12]);
  });
});

describe("the neighbours", () => {
  it("name their variables as TensorFlow does", () => {
    let y = v1.layers.conv1d(x, { filters: 4, kernelSize: 3, padding: "same", activation: "relu" });
    y = v1.layers.batchNormalization(y);
    y = v1.layers.maxPooling1d(y, { poolSize: 2, strides: 2 });
    y = v1.layers.averagePooling1d(y, { poolSize: 3, strides: 1, padding: "same" });
    y = v1.layers.dropout(v1.layers.flatten(y), { rate: 0.2 });
    expect(v1.layers.dense(y, { units: 5, name: "logits" }).shape).toEqual([2, 5]);
    expect(names()).toEqual([
      "conv1d/kernel:0",
      "conv1d/bias:0",
      "batch_normalization/gamma:0",
      "batch_normalization/beta:0",
      "batch_normalization/moving_mean:0",
      "batch_normalization/moving_variance:0",
      "logits/kernel:0",
      "logits/bias:0",
    ]);
    expect(v1.trainableVariables()).toHaveLength(6);
  });

  it("train: a step along the gradients makes the loss smaller", () => {
    const input = tensor([[[1], [0], [2], [1]]]);
    const loss = () =>
      sum(square(sub(v1.layers.separableConv1d(input, { ...conv, name: "c", reuse: v1.AUTO_REUSE }), 1)));
    const before = loss().dataSync()[0] ?? 0;
    const variables = v1.trainableVariables();
    for (const [index, gradient] of v1.gradients(loss, variables).entries()) {
      const variable = variables[index];
      if (variable) variable.assign(sub(variable, mul(gradient, 0.01)));
    }
    expect(loss().dataSync()[0]).toBeLessThan(before);
  });
});
