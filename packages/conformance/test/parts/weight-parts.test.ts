import { createCpuBackend } from "@sepconv/backend-cpu";
import { SepconvError, type Tensor, tensor, useBackend, valueAndGrad } from "@sepconv/core";
import { constraints, type Dialect, regularizers } from "@sepconv/layers";
import { beforeAll, describe, it } from "vitest";
import { readVectors, type Vector, type VectorCase } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

describe.each([
  { file: "keras3/regularizers", kind: "regularizer", dialect: "keras3", cases: 20 },
  { file: "tf215/v2-parts", kind: "regularizer", dialect: "keras2", cases: 32 },
  { file: "keras3/constraints", kind: "constraint", dialect: "keras3", cases: 30 },
  { file: "tf215/v2-parts", kind: "constraint", dialect: "keras2", cases: 33 },
] as const)("$file", ({ file, kind, dialect, cases: count }) => {
  it(`each ${kind} is Keras'`, async () => {
    const { json, data } = await readFromDisk(file);
    const cases = readVectors(file, json, data).filter(({ fields }) => (fields["kind"] ?? kind) === kind);
    const outcomes = cases.map(
      (vectors): Outcome => ({
        id: vectors.id,
        problem: problemOf(vectors, kind, dialect),
        difference: differenceOf(vectors),
      }),
    );
    await expectListedOutcomes(`${file} ${kind}s`, outcomes, count);
  });
});

function differenceOf({ fields }: VectorCase): string | undefined {
  if (fields["class_name"] !== "L1L2" || fields["error"] === undefined) return undefined;
  return "L1L2 of two zeros gives 0, where Keras 2 gives no tensor";
}

function problemOf({ fields, tensors }: VectorCase, kind: string, dialect: Dialect): string | undefined {
  const { w } = tensors;
  if (!w) return "there is no w";
  const serialized = { class_name: fields[kind] ?? fields["class_name"], config: fields["args"] as object };
  const x = tensor(w.values, w.shape, w.dtype);
  const part =
    kind === "regularizer" ? regularizers.get(serialized, { dialect }) : constraints.get(serialized, { dialect });
  const config = JSON.stringify(part.getConfig({ dialect }));
  if (fields["config"] !== undefined && config !== JSON.stringify(fields["config"])) return `config ${config}`;
  if (fields["error"] !== undefined) return refuses(() => part(x)) ? undefined : "no error";
  const wanted = tensors["value"] ?? tensors["result"];
  const gradient = tensors["grad_w"] ?? tensors["dw"];
  return (
    compare(part(x), wanted) ?? (gradient && compare(valueAndGrad((weight) => part(weight))(x).grads[0], gradient))
  );
}

function refuses(compute: () => unknown): boolean {
  try {
    compute();
    return false;
  } catch (error) {
    return error instanceof SepconvError;
  }
}

function compare(got: Tensor | undefined, want: Vector | undefined): string | undefined {
  if (!got || !want) return "something is missing";
  const results = got.dataSync();
  const index = want.values.findIndex(
    (value, at) => !(Math.abs((results[at] ?? Number.NaN) - value) <= 2e-6 * Math.max(1, Math.abs(value))),
  );
  return index < 0 && results.length === want.values.length
    ? undefined
    : `[${index}] is ${results[index]}; expected ${want.values[index]}`;
}
