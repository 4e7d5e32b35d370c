import { type ActivationKind, activationDerivatives } from "@sepconv/backend";
import { logSoftmax, mul, softmax, sum, type Tensor, tensor, transpose, unary, valueAndGrad } from "@sepconv/core";
import { type Dialect, goldenActivation } from "../../src/golden/golden-activation.js";
import { type GoldenSet, largestHalf, toleranceOf } from "../../src/golden/golden-set.js";
import type { GoldenCase, GoldenTensor } from "../../src/golden/read-golden.js";
import { goldenLayers } from "./golden-layers.js";

export interface GoldenRun {
  readonly gradients: boolean;
  /** Whether the device computes in float64. */
  readonly float64: boolean;
  /** Multiplies the set's tolerance. */
  readonly factor: number;
}

/**
 * Runs a case through the public ops of core on the default device; one of float16 in float32.
 *
 * @returns what differs from the vectors, or undefined when nothing does.
 */
export async function runGolden(golden: GoldenCase, set: GoldenSet, run: GoldenRun): Promise<string | undefined> {
  const { x, y, g, bias } = golden.tensors;
  const weights = weightNames(golden);
  if (!x || !y || !g || weights.some((name) => !golden.tensors[name])) return "a tensor is missing";
  const layer = layerOf(golden, set.dialect);
  const names = ["x", ...weights, ...(bias ? ["bias"] : [])];
  const inputs = names.map((name) => placed(golden.tensors[name] ?? x));
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
  const tolerance = toleranceOf(set, golden.args["activation"], golden.dtype) * run.factor;
  const largest = golden.dtype === "float16" ? largestHalf : Number.POSITIVE_INFINITY;
  let difference: string | undefined;
  for (const [name, got, want] of results) {
    difference ??= compare(name, got.shape, await got.data(), want, tolerance, largest);
    got.dispose();
  }
  for (const input of inputs) input.dispose();
  return difference;
}

/** The names that a case gives the weights of its layer, without the bias. */
export function weightNames({ layer, tensors }: GoldenCase): string[] {
  const { weights } = goldenLayers[layer] ?? { weights: [] };
  return weights.map((names) => names.find((name) => tensors[name] !== undefined) ?? names.join(" or "));
}

/** The layer as a function of x, its weights and, where it has one, its bias; in the layer's own layout. */
function layerOf({ args, layer, tensors }: GoldenCase, dialect: Dialect): (...inputs: Tensor[]) => Tensor {
  const known = goldenLayers[layer];
  if (known === undefined) throw new RangeError(`no op computes ${layer}`);
  const activation = goldenActivation(dialect, args["activation"]);
  if (activation === "pending") throw new RangeError(`${args["activation"]} has no kind`);
  const fused = isFused(activation) ? activation : null;
  const channelsFirst = args["data_format"] === "channels_first";
  const exchanged = (x: Tensor) => (channelsFirst ? transpose(x, { permutation: [0, 2, 1] }) : x);
  return (x, ...rest) => {
    const bias = tensors["bias"] ? (rest.pop() ?? null) : null;
    const [first, ...others] = rest;
    if (!x || !first) throw new RangeError("the layer lacks an input");
    const y = exchanged(known.convolve(exchanged(x), [first, ...others], bias, args, fused));
    if (fused !== null || activation === "none") return y;
    if (activation === "softmax") return softmax(y);
    return activation === "logSoftmax" ? logSoftmax(y) : unary(activation, y);
  };
}

/** A tensor of the vectors on the host. */
export function placed({ shape, values }: GoldenTensor): Tensor {
  return tensor(values, shape);
}

/** The gradient that the vectors have for an input; zeros where TensorFlow leaves it out. */
export function wantedGradient(
  { tensors, leftOut }: GoldenCase,
  { gradientPrefix }: GoldenSet,
  name: string,
): GoldenTensor {
  const key = `${name === "x" ? gradientPrefix.x : gradientPrefix.weight}${name}`;
  const known = tensors[key];
  if (known) return known;
  const input = tensors[name];
  if (!input || !leftOut.includes(key)) throw new RangeError(`the vectors lack ${key}`);
  return { shape: input.shape, values: new Float32Array(input.values.length) };
}

/** What differs between a result and a tensor of the vectors, or undefined. */
export function compare(
  name: string,
  shape: readonly number[],
  got: ArrayLike<number>,
  want: GoldenTensor,
  tolerance: number,
  largest: number,
): string | undefined {
  if (`${shape}` !== `${want.shape}`) return `${name} has shape [${shape}]; expected [${want.shape}]`;
  const magnitudes = Array.from(want.values, Math.abs).filter(Number.isFinite);
  const allowed = tolerance * magnitudes.reduce((scale, value) => Math.max(scale, value), 1);
  for (const [index, value] of want.values.entries()) {
    const result = got[index] ?? Number.NaN;
    if (Object.is(result, value) || Math.abs(result - value) <= allowed) continue;
    if (Math.abs(result) > largest && value === Math.sign(result) * Number.POSITIVE_INFINITY) continue;
    return `${name}[${index}] is ${result}; expected ${value} ± ${allowed}`;
  }
  return undefined;
}

function isFused(activation: string): activation is ActivationKind {
  return Object.hasOwn(activationDerivatives, activation);
}
