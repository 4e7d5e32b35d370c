import { mul, sum, type Tensor, valueAndGrad } from "@sepconv/core";
import { deserialize } from "@sepconv/layers";
import { type GoldenSet, toleranceOf } from "../../src/golden/golden-set.js";
import type { GoldenCase, GoldenTensor } from "../../src/golden/read-golden.js";
import { compare, type GoldenRun, placed, wantedGradient, weightNames } from "../golden/run-golden.js";

/**
 * Runs a case through its layer, made from the arguments as of a configuration, on the default device: in the layer's own
 * layout, with its weights set and, for gradients, watched.
 *
 * @returns what differs from the vectors, or undefined when nothing does.
 */
export async function runLayer(golden: GoldenCase, set: GoldenSet, run: GoldenRun): Promise<string | undefined> {
  const { args, dtype, layer: className, tensors } = golden;
  const { x, y, g } = tensors;
  if (!x || !y || !g) return "a tensor is missing";
  const names = [...weightNames(golden), ...(tensors["bias"] ? ["bias"] : [])];
  const config = { ...args, ...(dtype === "float64" && { dtype }) };
  const layer = deserialize({ class_name: className, config }, { dialect: set.dialect });
  layer.build(x.shape);
  const values = names.map((name) => placed(tensors[name] ?? x));
  layer.setWeights(values);
  const [input, cotangent] = [placed(x), placed(g)];
  const results: [name: string, got: Tensor, want: GoldenTensor][] = [["y", layer.apply(input), y]];
  if (run.gradients) {
    const { value, grads } = valueAndGrad((watched) => sum(mul(layer.apply(watched ?? input), cotangent)))(
      input,
      ...layer.trainableWeights,
    );
    for (const [index, name] of ["x", ...names].entries()) {
      const got = grads[index];
      if (got) results.push([`gradient of ${name}`, got, wantedGradient(golden, set, name)]);
    }
    value.dispose();
  }
  const tolerance = toleranceOf(set, args["activation"], dtype) * run.factor;
  let difference: string | undefined;
  for (const [name, got, want] of results) {
    difference ??= compare(name, got.shape, await got.data(), want, tolerance, Number.POSITIVE_INFINITY);
    got.dispose();
  }
  for (const held of [input, cotangent, ...values, layer]) held.dispose();
  return difference;
}
