import { mul, sum, type Tensor, tensor, valueAndGrad } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import type { Vector, VectorCase } from "../../src/golden/read-vectors.js";
import { isJson, type Json } from "../layer-configs/python-arguments.js";

/** Largest difference, as a share of max(1, largest value). */
const tolerance = 2e-5;

/** What differs between one call of a layer and the vectors; undefined where nothing does. */
export async function runLayerCall({ fields, tensors }: VectorCase): Promise<string | undefined> {
  const layer = layers.deserialize({ class_name: fields["layer"], config: fields["args"] });
  const xs = numbered("x", tensors);
  const y = tensors["y"];
  if (xs.length === 0 || !y) return "a tensor is missing";
  const isList = fields["how"] === "list";
  const names = Array.isArray(fields["weights"]) ? fields["weights"].map(String) : [];
  buildFor(
    layer,
    xs.map(({ shape }) => shape),
  );
  const inputs = xs.map(placed);
  const mask = tensors["mask"] ? placed(tensors["mask"]) : null;
  const { training } = isJson(fields["call"]) ? fields["call"] : {};
  const options = { ...(typeof training === "boolean" && { training }), mask };
  const weights = names.map((name) => placed(tensors[name] ?? y));
  const apply = (values: readonly Tensor[]): Tensor => {
    const [x = placed(y)] = values;
    return layer instanceof layers.MergeLayer && isList
      ? layer.apply(values, { training: false })
      : layer.apply(x, options);
  };
  const results: [name: string, got: Tensor, want: Vector][] = [];
  layer.setWeights(weights);
  results.push(["y", apply(inputs), y]);
  const { losses, y_mask: wantedMask } = tensors;
  if (losses)
    for (const [index, loss] of layer.losses.entries()) results.push([`loss ${index}`, loss, element(losses, index)]);
  if (losses && layer.losses.length !== losses.values.length) return `${layer.losses.length} losses`;
  const [x] = inputs;
  const outputMask = x && !isList ? layer.computeMask(x, mask) : null;
  if (wantedMask && outputMask === null) return "y has no mask";
  if (wantedMask && outputMask) results.push(["the mask of y", outputMask, wantedMask]);
  for (const [index, name] of names.entries()) {
    const [want, weight] = [tensors[`new_${name}`], layer.weights[index]];
    if (want && weight) results.push([`new ${name}`, weight, want]);
  }
  const difference = await differenceIn(results);
  return difference ?? (await gradientProblem(layer, apply, inputs, weights, names, tensors));
}

/** What differs between gradients and the vectors, if they have them. */
async function gradientProblem(
  layer: layers.Layer,
  apply: (values: readonly Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  weights: readonly Tensor[],
  names: readonly string[],
  tensors: VectorCase["tensors"],
): Promise<string | undefined> {
  const { g } = tensors;
  if (!g) return undefined;
  layer.setWeights(weights);
  const floating = inputs.every(({ dtype }) => dtype === "float32");
  const watched = floating ? inputs : [];
  const cotangent = placed(g);
  const { grads } = valueAndGrad((...values) => {
    return sum(mul(apply(floating ? values.slice(0, inputs.length) : inputs), cotangent));
  })(...watched, ...layer.trainableWeights);
  const trainable = names.filter((_, index) => layer.trainableWeights.includes(layer.weights[index] as never));
  const inputNames = inputs.length > 1 ? inputs.map((_, index) => `x${index}`) : ["x"];
  const keys = [...(floating ? inputNames : []), ...trainable];
  const results = keys.map((key, index): [string, Tensor, Vector] => {
    const [got, want] = [grads[index], tensors[`grad_${key}`]];
    if (!got || !want) throw new RangeError(`the vectors lack the gradient of ${key}`);
    return [`gradient of ${key}`, got, want];
  });
  return await differenceIn(results);
}

function buildFor(layer: layers.Layer, shapes: readonly (readonly number[])[]): void {
  if (layer instanceof layers.MergeLayer) layer.build(shapes);
  else layer.build(shapes[0] ?? []);
}

/** `x`, or `x0`, `x1`, … */
function numbered(name: string, tensors: VectorCase["tensors"]): Vector[] {
  const only = tensors[name];
  if (only) return [only];
  const found = Object.keys(tensors).filter((key) => new RegExp(`^${name}\\d+$`).test(key));
  return found.flatMap((_, index) => tensors[`${name}${index}`] ?? []);
}

function placed({ dtype, shape, values }: Vector): Tensor {
  return tensor(values, shape, dtype);
}

function element({ dtype, values }: Vector, index: number): Vector {
  return { dtype, shape: [], values: values.slice(index, index + 1) };
}

async function differenceIn(
  results: readonly [name: string, got: Tensor, want: Vector][],
): Promise<string | undefined> {
  for (const [name, got, want] of results) {
    const values = await got.data();
    if (`${got.shape}` !== `${want.shape}`) return `${name} has shape [${got.shape}]; expected [${want.shape}]`;
    const allowed = tolerance * Math.max(1, ...[...want.values].map(Math.abs));
    const index = want.values.findIndex((each, at) => !(Math.abs((values[at] ?? Number.NaN) - each) <= allowed));
    if (index >= 0) return `${name}[${index}] is ${values[index]}; expected ${want.values[index]}`;
  }
  return undefined;
}

/** Whether sepconv has no layer of the class yet. */
export function isMissing(fields: Json): boolean {
  return typeof Reflect.get(layers, String(fields["layer"])) !== "function";
}
