import { add, max, mean, relu, reshape, slice, type Tensor } from "@sepconv/core";
import { BatchNormalization, Dense, type Layer, Model, type PartialShape, SeparableConv1D } from "@sepconv/layers";
import type { Activation, DenseStep, MaxPoolStep, Network, SeparableStep, Step } from "../networks/network.js";

/** A separable convolution with the step's weights, ready to be applied. */
export function separableLayer(step: SeparableStep): SeparableConv1D {
  const { input, output, window, multiplier, depthwise, pointwise, bias, normalization, activation } = step;
  const layer = new SeparableConv1D({
    filters: output.channels,
    kernelSize: window.kernelSize,
    strides: window.stride,
    dilationRate: window.dilation,
    padding: window.padding,
    depthMultiplier: multiplier,
    useBias: bias !== null,
    activation: normalization === null ? activation : "linear",
  });
  layer.build([null, input.steps, input.channels]);
  layer.setWeights([
    { data: depthwise, shape: [window.kernelSize, input.channels, multiplier] },
    { data: pointwise, shape: [1, input.channels * multiplier, output.channels] },
    ...(bias === null ? [] : [{ data: bias, shape: [output.channels] }]),
  ]);
  return layer;
}

/** A network of layers, as a user writes it; what has no layer yet is made of ops. */
export class NetworkModel extends Model {
  readonly #network: Network;
  readonly #compute: readonly Compute[];

  constructor(network: Network) {
    super("NetworkModel", {}, []);
    this.#network = network;
    const layers: Layer[] = [];
    this.#compute = network.steps.map((step) => computation(step, layers));
    for (const layer of layers) this.addLayer(layer);
    this.build([null, network.input.steps, network.input.channels]);
  }

  override call(x: Tensor): Tensor {
    const values = [x];
    for (const compute of this.#compute) values.push(compute(values));
    return valueAt(values, values.length - 1);
  }

  protected override outputShapeOf([batch = null]: PartialShape): PartialShape {
    const { steps = null, channels = 0 } = this.#network.steps.at(-1)?.output ?? {};
    return steps === null ? [batch, channels] : [batch, steps, channels];
  }

  protected override checkInput(): void {}
}

type Compute = (values: readonly Tensor[]) => Tensor;

/** @param layers gets the layers that are made. */
function computation(step: Step, layers: Layer[]): Compute {
  const from: Compute = (values) => valueAt(values, step.from);
  switch (step.kind) {
    case "separable":
    case "dense": {
      const chain = productLayers(step);
      layers.push(...chain);
      const activate = step.normalization === null ? unchanged : activation(step.activation);
      return (values) => activate(chain.reduce((x, layer) => layer.apply(x), from(values)));
    }
    case "add": {
      const activate = activation(step.activation);
      return (values) => activate(add(from(values), valueAt(values, step.other)));
    }
    case "maxPool":
      return (values) => maxPool(from(values), step);
    case "average":
      return (values) => mean(from(values), { axis: 1 });
    case "flatten":
      return (values) => reshape(from(values), [from(values).shape[0] ?? 0, -1]);
  }
}

/** A product with its weights, then its normalization, if it has one. The activation is missing where it has one. */
export function productLayers(step: SeparableStep | DenseStep): readonly Layer[] {
  const product = step.kind === "dense" ? denseLayer(step) : separableLayer(step);
  const { normalization } = step;
  if (normalization === null) return [product];
  const { gamma, beta, mean: center, variance, epsilon } = normalization;
  const layer = new BatchNormalization({ epsilon });
  layer.build([null, step.output.steps, step.output.channels]);
  const shape = [step.output.channels];
  layer.setWeights([gamma, beta, center, variance].map((data) => ({ data, shape })));
  return [product, layer];
}

function denseLayer({ input, output, kernel, bias, normalization, activation: name }: DenseStep): Dense {
  const layer = new Dense({
    units: output.channels,
    useBias: bias !== null,
    activation: normalization === null ? name : "linear",
  });
  layer.build(input.steps === null ? [null, input.channels] : [null, input.steps, input.channels]);
  layer.setWeights([
    { data: kernel, shape: [input.channels, output.channels] },
    ...(bias === null ? [] : [{ data: bias, shape: [output.channels] }]),
  ]);
  return layer;
}

function activation(name: Activation): (x: Tensor) => Tensor {
  if (name === "relu") return relu;
  if (name === "linear") return unchanged;
  throw new Error(`bench: ${name} stands only behind a product without normalization.`);
}

function unchanged(x: Tensor): Tensor {
  return x;
}

function maxPool(x: Tensor, { size, output }: MaxPoolStep): Tensor {
  const [batch = 0, , channels = 0] = x.shape;
  const steps = output.steps ?? 0;
  const whole = slice(x, { start: [0, 0, 0], size: [batch, steps * size, channels] });
  return max(reshape(whole, [batch, steps, size, channels]), { axis: 2 });
}

function valueAt(values: readonly Tensor[], index: number): Tensor {
  const value = values[index];
  if (value === undefined) throw new Error(`bench: there is no value ${index}.`);
  return value;
}
