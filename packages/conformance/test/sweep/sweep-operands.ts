import { uniform } from "../../src/cases/values.js";
import { held } from "../../src/held.js";
import type { HostArray } from "../../src/op-case.js";
import type { Configuration } from "./configuration.js";

/** The arrays of a configuration as float32 holds them, x channels last whatever the layout. */
export interface SweepOperands {
  readonly x: HostArray;
  readonly weights: readonly [HostArray, ...HostArray[]];
  readonly bias: HostArray | null;
}

export function operandsOf(configuration: Configuration): SweepOperands {
  const { batch, steps, channels, groups, special, seed } = configuration;
  const [shapes, filters] = weightShapes(configuration);
  const x = single(uniform([batch, steps, channels * groups], seed, 2));
  if (special !== null && x.values.length > 0) x.values[seed % x.values.length] = special;
  const drawn = (shape: readonly number[], index: number): HostArray => {
    const terms = shape.slice(0, -1).reduce((product, extent) => product * extent, 1);
    return single(uniform(shape, seed + index + 1, 2 / Math.sqrt(terms)));
  };
  const [first, ...rest] = shapes;
  return {
    x,
    weights: [drawn(first, 0), ...rest.map((shape, index) => drawn(shape, index + 1))],
    bias: configuration.bias ? single(uniform([filters], seed + 9)) : null,
  };
}

type Shapes = readonly [readonly number[], ...(readonly number[])[]];

/** Shapes of the weights, and the number of filters. */
function weightShapes({ op, kernelSize, channels, filters, groups, multiplier }: Configuration): [Shapes, number] {
  const inner = channels * multiplier;
  if (op === "conv1d") return [[[kernelSize, channels, filters * groups]], filters * groups];
  if (op === "conv1dTranspose") return [[[kernelSize, filters, channels]], filters];
  const depthwise = [kernelSize, channels, multiplier];
  return op === "depthwiseConv1d" ? [[depthwise], inner] : [[depthwise, [1, inner, filters]], filters];
}

function single({ shape, values }: HostArray): HostArray {
  return { shape, values: Float64Array.from(held(values, "float32")) };
}
