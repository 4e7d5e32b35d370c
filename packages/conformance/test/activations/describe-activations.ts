import { type Device, mul, sum, type Tensor, tensor, valueAndGrad } from "@sepconv/core";
import { activations } from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import type { ReadGoldenFiles } from "../golden/describe-golden.js";
import { type ActivationSet, activationSets, differsOnPurpose, toleranceOf } from "./activation-sets.js";

export interface ActivationRun {
  readonly gradients: boolean;
  /** Whether the device computes in float64, and with infinities. */
  readonly float64: boolean;
  readonly infinities: boolean;
  /** Multiplies the tolerance. */
  readonly factor: number;
}

/**
 * Describes the tests that hold the functions of `activations` against Keras 2 and 3: each vector is found by its name in
 * its dialect, called with its parameters, and compared element by element, and so is its gradient. Each set prints what
 * ran, differs and is left to another issue.
 */
export function describeActivations(
  name: string,
  open: () => Promise<Device>,
  { read, ...run }: ActivationRun & { readonly read: ReadGoldenFiles },
): void {
  describe(`activations on ${name} are Keras'${run.gradients ? ", and their gradients" : ""}`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    for (const set of activationSets) {
      it(`${set.file}, ${set.cases} cases`, { timeout: 120_000 }, async () => {
        const { json, data } = await read(set.file);
        const vectors = readVectors(set.file, json, data);
        const cases = vectors.filter(({ fields }) => /^activation|^$/.test(`${fields["kind"] ?? ""}`));
        const runnable = cases.filter(({ tensors }) => run.float64 || tensors["x"]?.dtype !== "float64");
        const differing: string[] = [];
        for (const each of runnable) {
          const difference = await differenceOf(each, set, run);
          if (difference !== undefined) differing.push(`${each.id}: ${difference}`);
        }
        const wide = cases.length - runnable.length;
        console.log(
          `${set.file} (activations) on ${name}: ${runnable.length} run, ${differing.length} differing, 0 pending` +
            (wide > 0 ? `, ${wide} of float64, which the device does not compute` : ""),
        );
        expect(differing).toEqual([]);
        expect(cases.length).toBe(set.cases);
        expect(wide).toBe(run.float64 ? 0 : cases.filter(({ tensors }) => tensors["x"]?.dtype === "float64").length);
      });
    }
  });
}

/** What differs from the vectors, or undefined when nothing does. */
export async function differenceOf(
  { fields, tensors }: VectorCase,
  set: ActivationSet,
  run: ActivationRun,
): Promise<string | undefined> {
  const { x, y, g } = tensors;
  const gradient = tensors[set.gradient];
  const name = fields["class_name"] ?? fields[set.name];
  const args = isRecord(fields["args"]) ? fields["args"] : {};
  if (!x || !y || !gradient || typeof name !== "string") return "a tensor or the name is missing";
  const identifier = fields["class_name"] === undefined ? name : { class_name: name, config: fields["config"] };
  const activation = activations.get(identifier, { dialect: set.dialect });
  const options = Object.keys(args).length === 0 ? undefined : optionsOf(name, args);
  const compute = (input: Tensor): Tensor => activation(input, options);
  const tolerance = run.factor * toleranceOf(name, args, x.dtype);
  const input = placed(x);
  const difference = await compare("y", compute(input), y, tolerance, run);
  if (difference !== undefined || !run.gradients) return difference;
  const cotangent = g && placed(g);
  const { grads } = valueAndGrad((at) => sum(cotangent ? mul(compute(at), cotangent) : compute(at)))(input);
  const [got] = grads;
  if (!got) return "there is no gradient";
  const onPurpose = (index: number): boolean => differsOnPurpose(name, x.values[index] ?? Number.NaN, x.dtype);
  return compare("the gradient", got, gradient, tolerance, run, onPurpose);
}

/** Python's arguments as options; Keras 2 calls the slope of relu alpha. */
function optionsOf(name: string, args: Readonly<Record<string, unknown>>): Record<string, never> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      const camelCase = key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      return [name === "relu" && key === "alpha" ? "negativeSlope" : camelCase, value];
    }),
  ) as Record<string, never>;
}

function placed({ dtype, shape, values }: Vector): Tensor {
  return tensor(values, shape, dtype);
}

async function compare(
  what: string,
  got: Tensor,
  want: Vector,
  tolerance: number,
  { infinities }: ActivationRun,
  onPurpose: (index: number) => boolean = () => false,
): Promise<string | undefined> {
  if (`${got.shape}` !== `${want.shape}`) return `${what} has shape [${got.shape}]; expected [${want.shape}]`;
  const results = await got.data();
  for (const [index, value] of want.values.entries()) {
    const result = results[index] ?? Number.NaN;
    if (!infinities && !Number.isFinite(value)) continue;
    const allowed = tolerance * Math.max(1, Math.abs(value));
    const agrees = Object.is(result, value) || Math.abs(result - value) <= allowed;
    if (agrees === onPurpose(index)) {
      const listed = agrees ? ", which is listed to differ" : "";
      return `${what}[${index}] is ${result}; expected ${value} ± ${allowed}${listed}`;
    }
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
