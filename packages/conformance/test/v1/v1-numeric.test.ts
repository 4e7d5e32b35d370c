import { createCpuBackend } from "@sepconv/backend-cpu";
import * as v1 from "@sepconv/compat-v1";
import { mul, sum, type Tensor, tensor, tidy, useBackend } from "@sepconv/core";
import { beforeAll, expect, it } from "vitest";
import { type GoldenCase, type GoldenTensor, readGolden } from "../../src/golden/read-golden.js";
import { readFromDisk } from "../golden/read-from-disk.js";
import { optionsOf } from "./tagged-values.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

/** Largest differences, as shares of max(1, largest value). */
const tolerances = { float32: 1e-4, float64: 1e-10 } as const;

it("v1.layers.SeparableConv1D computes TensorFlow's values and gradients", async () => {
  const { json, data } = await readFromDisk("tf215/v1-numeric");
  const cases = readGolden("tf215/v1-numeric", json, data);
  const run = cases.filter(({ dtype }) => dtype !== "float16");
  const differing = run.flatMap((each) => tidy(() => new v1.Graph().asDefault(() => differenceOf(each))) ?? []);
  console.log(
    `tf215/v1-numeric through v1.layers: ${run.length} run, ${differing.length} differing, ${cases.length - run.length} of float16, which does not exist here`,
  );
  expect(differing).toEqual([]);
  expect([run.length, cases.length]).toEqual([731, 749]);
});

function differenceOf({ id, args, dtype, tensors, leftOut }: GoldenCase): string | undefined {
  const { x, y, g } = tensors;
  if (!x || !y || !g || dtype === "float16") return `${id}: a tensor is missing`;
  const placed = ({ shape, values }: GoldenTensor): Tensor => tensor(values, shape, dtype);
  const layer = new v1.layers.SeparableConv1D({ ...optionsOf(args), dtype } as never);
  layer.build(x.shape);
  const names = ["depthwise_kernel", "pointwise_kernel", "bias"].filter((name) => name in tensors);
  layer.setWeights(names.flatMap((name) => (tensors[name] ? [placed(tensors[name])] : [])));
  const [input, cotangent] = [placed(x), placed(g)];
  // TensorFlow holds the slope 0.2 of leaky_relu in single precision, also for float64.
  const tolerance = dtype === "float64" && args["activation"] === "leaky_relu" ? 1e-7 : tolerances[dtype];
  const gradients = v1.gradients(() => sum(mul(layer.apply(input), cotangent)), [input, ...layer.trainableVariables]);
  const compared = [
    compare("y", layer.apply(input), y, tolerance),
    ...["x", ...names].map((name, index) => {
      const key = name === "x" ? "dx" : `d_${name}`;
      const wanted = tensors[key];
      const got = gradients[index];
      if (wanted && got) return compare(key, got, wanted, tolerance);
      return leftOut.includes(key) ? undefined : `${key} is missing`;
    }),
  ];
  const problem = compared.find((each) => each !== undefined);
  return problem && `${id}: ${problem}`;
}

function compare(name: string, got: Tensor, want: GoldenTensor, tolerance: number): string | undefined {
  if (`${got.shape}` !== `${want.shape}`) return `${name} has shape [${got.shape}]; expected [${want.shape}]`;
  const results = got.dataSync();
  const finite = [...want.values].filter(Number.isFinite);
  const allowed = tolerance * finite.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  const index = want.values.findIndex((value, at) => {
    const result = results[at] ?? Number.NaN;
    return !(Object.is(result, value) || Math.abs(result - value) <= allowed);
  });
  return index < 0 ? undefined : `${name}[${index}] is ${results[index]}; expected ${want.values[index]}`;
}
