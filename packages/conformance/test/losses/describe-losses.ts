import { type Device, mul, sum, type Tensor, tensor, valueAndGrad } from "@sepconv/core";
import { losses } from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";

interface LossSet {
  readonly file: string;
  readonly cases: number;
  /** The field that names the class, and the tensor with the gradient. */
  readonly className: string;
  readonly gradient: string;
  /** Largest difference, as a share of max(1, largest value). */
  readonly tolerance: number;
}

const sets: readonly LossSet[] = [
  { file: "keras3/losses", cases: 268, className: "loss", gradient: "grad_y_pred", tolerance: 2e-5 },
  { file: "tf215/v2-parts", cases: 48, className: "class_name", gradient: "d_y_pred", tolerance: 1e-4 },
];

/** Describes the tests that hold losses and their gradients against TensorFlow and Keras. */
export function describeLosses(name: string, open: () => Promise<Device>): void {
  describe(`losses on ${name} are Keras'`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    for (const set of sets) {
      it(`${set.file}, ${set.cases} cases`, async () => {
        const { json, data } = await readFromDisk(set.file);
        const cases = readVectors(set.file, json, data).filter(
          ({ fields }) => fields["kind"] === undefined || fields["kind"] === "loss",
        );
        const differing = cases.flatMap((vectors) => differenceOf(vectors, set) ?? []);
        console.log(`${set.file} (losses) on ${name}: ${cases.length} run, ${differing.length} differing, 0 pending`);
        expect(differing).toEqual([]);
        expect(cases.length).toBe(set.cases);
      });
    }
  });
}

function differenceOf({ id, fields, tensors }: VectorCase, set: LossSet): string | undefined {
  const { y_true: truth, y_pred: prediction, sample_weight: weight, mask, value, g } = tensors;
  const wanted = tensors[set.gradient];
  if (!truth || !prediction || !value || !wanted) return `${id}: a tensor is missing`;
  const loss = losses.get({ class_name: fields[set.className], config: fields["args"] });
  const compute = (yPred: Tensor): Tensor =>
    loss(placed(truth), yPred, weight ? placed(weight) : null, mask ? placed(mask) : null);
  const got = compute(placed(prediction));
  const cotangent = g ? placed(g) : null;
  const { grads } = valueAndGrad((yPred) => sum(cotangent ? mul(compute(yPred), cotangent) : compute(yPred)))(
    placed(prediction),
  );
  const gradient = grads[0];
  return (
    compare(`${id}: value`, got, value, set.tolerance) ??
    (gradient && compare(`${id}: gradient`, gradient, wanted, set.tolerance))
  );
}

function placed({ dtype, shape, values }: Vector): Tensor {
  return tensor(values, shape, dtype);
}

function compare(what: string, got: Tensor, want: Vector, tolerance: number): string | undefined {
  // TensorFlow 2.15's vectors write a scalar as [1].
  if (got.size !== want.values.length) return `${what} has shape [${got.shape}]; expected [${want.shape}]`;
  const results = got.dataSync();
  const largest = Math.max(1, ...[...want.values].map(Math.abs));
  const index = want.values.findIndex(
    (each, at) => !(Math.abs((results[at] ?? Number.NaN) - each) <= tolerance * largest),
  );
  return index < 0 ? undefined : `${what}[${index}] is ${results[index]}; expected ${want.values[index]}`;
}
