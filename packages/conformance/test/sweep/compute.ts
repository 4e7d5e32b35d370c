import {
  type ActivationName,
  conv1d,
  conv1dTranspose,
  depthwiseConv1d,
  separableConv1d,
  type Tensor,
  tensor,
  transpose,
} from "@sepconv/core";
import { Conv1D, Conv1DTranspose, type Convolution, DepthwiseConv1D, SeparableConv1D } from "@sepconv/layers";
import type { HostArray } from "../../src/op-case.js";
import type { Configuration } from "./configuration.js";
import type { SweepOperands } from "./sweep-operands.js";

/** The result on the default device, channels last in the end. */
export function compute(configuration: Configuration, operands: SweepOperands): Tensor {
  return configuration.channelsFirst ? computeLayer(configuration, operands) : computeOp(configuration, operands);
}

function computeOp(configuration: Configuration, operands: SweepOperands): Tensor {
  const { op, strides, dilationRate, groups, padding, outputPadding } = configuration;
  // Names in Keras' spelling are taken as well, but have no type.
  const activation = configuration.activation[0] as ActivationName;
  const options = { bias: operands.bias && placed(operands.bias), strides, dilationRate, padding, activation };
  const [first, second = first] = operands.weights.map(placed) as [Tensor, ...Tensor[]];
  const x = placed(operands.x);
  switch (op) {
    case "separableConv1d":
      return separableConv1d(x, first, second, options);
    case "depthwiseConv1d":
      return depthwiseConv1d(x, first, options);
    case "conv1d":
      return conv1d(x, first, { ...options, groups });
    case "conv1dTranspose":
      return conv1dTranspose(x, first, { ...options, outputPadding });
  }
}

function computeLayer(configuration: Configuration, { x, weights, bias }: SweepOperands): Tensor {
  const layer = layerOf(configuration);
  try {
    const input = channelsBeforeSteps(x);
    layer.build(input.shape);
    layer.setWeights([...weights, ...(bias ? [bias] : [])].map(placed));
    return transpose(layer.apply(placed(input)), { permutation: [0, 2, 1] });
  } finally {
    layer.dispose();
  }
}

function layerOf(configuration: Configuration): Convolution {
  const { op, kernelSize, filters, groups, multiplier: depthMultiplier } = configuration;
  const { strides, dilationRate, padding, outputPadding, bias: useBias } = configuration;
  const [name] = configuration.activation;
  const activation = name === "exp" ? "exponential" : name;
  const options = { kernelSize, strides, dilationRate, padding, useBias, activation, dataFormat: "channelsFirst" };
  switch (op) {
    case "separableConv1d":
      return new SeparableConv1D({ ...options, filters, depthMultiplier });
    case "depthwiseConv1d":
      return new DepthwiseConv1D({ ...options, depthMultiplier });
    case "conv1d":
      return new Conv1D({ ...options, filters: filters * groups, groups });
    case "conv1dTranspose":
      return new Conv1DTranspose({ ...options, filters, outputPadding });
  }
}

function placed({ shape, values }: HostArray): Tensor {
  return tensor(values, shape, "float32");
}

function channelsBeforeSteps({ shape, values }: HostArray): HostArray {
  const [batch = 0, steps = 0, channels = 0] = shape;
  const exchanged = values.map((_, index) => {
    const [b, c, t] = [Math.floor(index / (steps * channels)), Math.floor(index / steps) % channels, index % steps];
    return values[(b * steps + t) * channels + c] ?? Number.NaN;
  });
  return { shape: [batch, channels, steps], values: exchanged };
}
