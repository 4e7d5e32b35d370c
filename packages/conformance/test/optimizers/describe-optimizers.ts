import { type Device, tensor, type Variable, variable } from "@sepconv/core";
import { optimizers, resetLayerNames } from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import type { ReadGoldenFiles } from "../golden/describe-golden.js";
import { isJson } from "../layer-configs/python-arguments.js";

/** Largest difference, as a share of max(1, largest value). */
const tolerance = 5e-6;
const steps = 20;

/** Describes the tests that hold 20 steps of every optimizer, and its state after them, against Keras 3. */
export function describeOptimizers(name: string, open: () => Promise<Device>, read: ReadGoldenFiles): void {
  describe(`optimizers on ${name} are Keras'`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    it("keras3/optimizers, 68 cases", async () => {
      const { json, data } = await read("keras3/optimizers");
      const cases = readVectors("keras3/optimizers", json, data);
      const differing: string[] = [];
      for (const vectors of cases) differing.push(...(await differencesOf(vectors)).slice(0, 1));
      console.log(`keras3/optimizers on ${name}: ${cases.length} run, ${differing.length} differing, 0 pending`);
      expect(differing).toEqual([]);
      expect(cases.length).toBe(68);
    });
  });
}

/** What is unlike in a case. */
async function differencesOf({ id, fields, tensors }: VectorCase): Promise<string[]> {
  resetLayerNames();
  const tensorOf = (key: string): Vector => {
    const found = tensors[key];
    if (found) return found;
    throw new RangeError(`${id}: there is no ${key}`);
  };
  const { exclude_from_weight_decay: excluded, ...config } = isJson(fields["args"]) ? fields["args"] : {};
  const optimizer = optimizers.get({ class_name: String(fields["optimizer"]), config });
  if (Array.isArray(excluded)) optimizer.excludeFromWeightDecay({ varNames: excluded.map(String) });
  const names = fields["variables"];
  const variables = (Array.isArray(names) ? names : []).map((each, index) => {
    const { values, shape } = tensorOf(`start_${index}`);
    return variable(tensor(values, shape), { name: String(each) });
  });
  optimizer.build(variables);

  const problems: (string | undefined)[] = [];
  for (let step = 0; step < steps; step++) {
    const rate = tensorOf("learning_rate").values[step] ?? Number.NaN;
    problems.push(compare(`${id}: learning rate ${step}`, [optimizer.learningRate], [rate], 1e-6));
    const gradients = variables.map(({ shape }, index) => tensor(row(tensorOf(`gradients_${index}`), step), shape));
    optimizer.apply(gradients, variables);
    for (const [index, each] of variables.entries()) {
      const want = row(tensorOf(`trajectory_${index}`), step);
      problems.push(compare(`${id}: ${each.name} after step ${step}`, await each.data(), want));
    }
  }
  problems.push(await stateProblem(id, optimizer.variables, fields["slots"], tensorOf));
  optimizer.finalizeVariableValues(variables);
  for (const [index, each] of variables.entries()) {
    problems.push(compare(`${id}: ${each.name} in the end`, await each.data(), tensorOf(`final_${index}`).values));
  }
  for (const each of variables) each.dispose();
  optimizer.dispose();
  return problems.filter((problem) => problem !== undefined);
}

async function stateProblem(
  id: string,
  state: readonly Variable[],
  paths: unknown,
  tensorOf: (key: string) => Vector,
): Promise<string | undefined> {
  const names = JSON.stringify(state.map(({ name }) => name));
  if (names !== JSON.stringify(paths)) return `${id}: the state is ${names}; expected ${JSON.stringify(paths)}`;
  for (const [index, each] of state.entries()) {
    const want = tensorOf(`slot_${index}`);
    const [ours, theirs] = [each, want].map(({ dtype, shape }) => `${dtype} [${shape}]`);
    if (ours !== theirs) return `${id}: ${each.name} is ${ours}; expected ${theirs}`;
    const problem = compare(`${id}: ${each.name}`, await each.data(), want.values);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** One step of a tensor of steps. */
function row({ values, shape }: Vector, step: number): number[] {
  const size = shape.slice(1).reduce((product, extent) => product * extent, 1);
  return [...values].slice(step * size, (step + 1) * size);
}

function compare(what: string, got: ArrayLike<number>, want: ArrayLike<number>, share = tolerance): string | undefined {
  const wanted = Array.from(want);
  if (got.length !== wanted.length) return `${what} has ${got.length} elements; expected ${wanted.length}`;
  const largest = Math.max(1, ...wanted.map(Math.abs));
  const index = wanted.findIndex((each, at) => !(Math.abs((got[at] ?? Number.NaN) - each) <= share * largest));
  return index < 0 ? undefined : `${what}[${index}] is ${got[index]}; expected ${wanted[index]}`;
}
