import { mul, separableConv1d, softmax, sum, type Tensor, tensor, transpose, valueAndGrad } from "@sepconv/core";
import { type Dialect, goldenActivation } from "../../src/golden/golden-activation.js";
import type { GoldenSet } from "../../src/golden/golden-set.js";
import type { GoldenCase, GoldenTensor } from "../../src/golden/read-golden.js";

export interface GoldenRun {
  readonly gradients: boolean;
  /** Multiplies the set's tolerance. */
  readonly factor: number;
}

/**
 * Runs a case through the public ops of core on the default device.
 *
 * @returns what differs from the vectors, or undefined when nothing does.
 */
export async function runGolden(golden: GoldenCase, set: GoldenSet, run: GoldenRun): Promise<string | undefined> {
  const { x, depthwise_kernel: depthwise, pointwise_kernel: pointwise, bias, y, g } = golden.tensors;
  if (!x || !depthwise || !pointwise || !y || !g) return "a tensor is missing";
  const layer = layerOf(golden, set.dialect);
  const inputs = [x, depthwise, pointwise, ...(bias ? [bias] : [])].map(placed);
  const names = ["x", "depthwise_kernel", "pointwise_kernel", ...(bias ? ["bias"] : [])];
  const results: [name: string, got: Tensor, want: GoldenTensor][] = [["y", layer(...inputs), y]];
  if (run.gradients) {
    const cotangent = placed(g);
    const { value, grads } = valueAndGrad((...values) => sum(mul(layer(...values), cotangent)))(...inputs);
    for (const [index, name] of names.entries()) {
      const got = grads[index];
      if (got) results.push([`gradient of ${name}`, got, wantedGradient(golden, set, name)]);
    }
    value.dispose();
    cotangent.dispose();
  }
  let difference: string | undefined;
  for (const [name, got, want] of results) {
    difference ??= compare(name, got.shape, await got.data(), want, set.tolerance * run.factor);
    got.dispose();
  }
  for (const input of inputs) input.dispose();
  return difference;
}

/** The layer as a function of x, depthwise, pointwise and, where it has one, bias; in the layer's own layout. */
function layerOf({ args }: GoldenCase, dialect: Dialect): (...inputs: Tensor[]) => Tensor {
  const activation = goldenActivation(dialect, args["activation"]);
  if (activation === "pending") throw new RangeError(`${args["activation"]} has no kind`);
  const channelsFirst = args["data_format"] === "channels_first";
  const exchanged = (x: Tensor) => (channelsFirst ? transpose(x, { permutation: [0, 2, 1] }) : x);
  return (x, depthwise, pointwise, bias) => {
    if (!x || !depthwise || !pointwise) throw new RangeError("the layer lacks an input");
    const linear = separableConv1d(exchanged(x), depthwise, pointwise, {
      bias: bias ?? null,
      strides: wholeNumber(args, "strides"),
      padding: text(args, "padding", "valid"),
      dilationRate: wholeNumber(args, "dilation_rate"),
      activation: activation === "softmax" || activation === "none" ? null : activation,
    });
    const y = exchanged(linear);
    return activation === "softmax" ? softmax(y, { axis: -1 }) : y;
  };
}

function placed({ shape, values }: GoldenTensor): Tensor {
  return tensor(values, shape);
}

function wantedGradient({ tensors, leftOut }: GoldenCase, { gradientPrefix }: GoldenSet, name: string): GoldenTensor {
  const key = `${name === "x" ? gradientPrefix.x : gradientPrefix.weight}${name}`;
  const known = tensors[key];
  if (known) return known;
  const input = tensors[name];
  if (!input || !leftOut.includes(key)) throw new RangeError(`the vectors lack ${key}`);
  return { shape: input.shape, values: new Float32Array(input.values.length) };
}

function compare(
  name: string,
  shape: readonly number[],
  got: ArrayLike<number>,
  want: GoldenTensor,
  tolerance: number,
): string | undefined {
  if (`${shape}` !== `${want.shape}`) return `${name} has shape [${shape}]; expected [${want.shape}]`;
  const finite = want.values.filter(Number.isFinite);
  const allowed = tolerance * finite.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  for (const [index, value] of want.values.entries()) {
    const result = got[index] ?? Number.NaN;
    if (Object.is(result, value) || Math.abs(result - value) <= allowed) continue;
    return `${name}[${index}] is ${result}; expected ${value} ± ${allowed}`;
  }
  return undefined;
}

function wholeNumber(args: GoldenCase["args"], name: string): number {
  const value = args[name] ?? 1;
  if (typeof value === "number") return value;
  throw new RangeError(`${name} is no number: ${JSON.stringify(value)}`);
}

function text(args: GoldenCase["args"], name: string, otherwise: string): string {
  const value = args[name] ?? otherwise;
  if (typeof value === "string") return value;
  throw new RangeError(`${name} is no text: ${JSON.stringify(value)}`);
}
