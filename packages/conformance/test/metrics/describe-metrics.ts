import { type Device, type Tensor, tensor } from "@sepconv/core";
import { metrics } from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import type { ReadGoldenFiles } from "../golden/describe-golden.js";

const file = "keras3/metrics";

/** Largest difference, as a share of max(1, largest value). */
const tolerance = 2e-5;

/** Describes the tests that hold metrics, after each of three batches, and their state against Keras. */
export function describeMetrics(name: string, open: () => Promise<Device>, read: ReadGoldenFiles): void {
  describe(`metrics on ${name} are Keras'`, () => {
    let device: Device;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device.dispose());

    it(`${file}, 142 cases`, async () => {
      const { json, data } = await read(file);
      const cases = readVectors(file, json, data);
      const differing: string[] = [];
      for (const vectors of cases) {
        const difference = await differenceOf(vectors);
        if (difference !== undefined) differing.push(difference);
      }
      console.log(`${file} on ${name}: ${cases.length} run, ${differing.length} differing, 0 pending`);
      expect(differing).toEqual([]);
      expect(cases.length).toBe(142);
    });

    it("metrics leave nothing on the device once they are disposed", async () => {
      const { json, data } = await read(file);
      const cases = readVectors(file, json, data).filter((_, index) => index % 4 === 1);
      for (const vectors of cases) await differenceOf(vectors);
      const { liveBytes } = device.statistics();
      for (const vectors of cases) await differenceOf(vectors);
      expect(device.statistics().liveBytes).toBe(liveBytes);
    });
  });
}

async function differenceOf({ id, fields, tensors }: VectorCase): Promise<string | undefined> {
  const metric = metrics.get({ class_name: fields["metric"], config: fields["args"] });
  const made: Tensor[] = [];
  const placed = (vector: Vector): Tensor => {
    const { values, shape, dtype } = vector;
    const operand = tensor(values, shape, dtype);
    made.push(operand);
    return operand;
  };
  try {
    for (const round of ["first", "again after a reset"]) {
      for (const step of [0, 1, 2]) {
        const operands = ["y_true", "y_pred", "values", "sample_weight"].flatMap(
          (operand) => tensors[`${operand}_${step}`] ?? [],
        );
        const [first, second, ...rest] = operands.map(placed);
        if (first === undefined) return `${id}: a tensor is missing`;
        // Mean and Sum take values and weights.
        metric.updateState(first, second as Tensor, ...rest);
        const result = metric.result();
        made.push(result);
        const difference = await compare(`${id}: result ${step} (${round})`, result, tensors[`result_${step}`]);
        if (difference) return difference;
      }
      const names = metric.variables.map((variable) => variable.name);
      if (JSON.stringify(names) !== JSON.stringify(fields["state"])) return `${id}: the state is ${names}`;
      for (const [index, variable] of metric.variables.entries()) {
        const difference = await compare(`${id}: ${variable.name} (${round})`, variable, tensors[`state_${index}`]);
        if (difference) return difference;
      }
      metric.resetState();
    }
    return undefined;
  } finally {
    for (const each of made) each.dispose();
    metric.dispose();
  }
}

async function compare(what: string, got: Tensor, want: Vector | undefined): Promise<string | undefined> {
  if (want === undefined) return `${what} is missing`;
  if (got.shape.join() !== want.shape.join()) return `${what} has shape [${got.shape}]; expected [${want.shape}]`;
  const results = await got.data();
  const largest = Math.max(1, ...[...want.values].map(Math.abs));
  const index = want.values.findIndex(
    (each, at) => !(Math.abs((results[at] ?? Number.NaN) - each) <= tolerance * largest),
  );
  return index < 0 ? undefined : `${what}[${index}] is ${results[index]}; expected ${want.values[index]}`;
}
