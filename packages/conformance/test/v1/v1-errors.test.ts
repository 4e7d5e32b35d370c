import { isDType, showValue } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import * as v1 from "@sepconv/compat-v1";
import { type DType, DTypeError, SepconvError, type Tensor, tidy, useBackend, zeros } from "@sepconv/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";
import type { Answer, ErrorCase } from "./error-case.js";
import { errorOf, errorProblem } from "./error-class.js";
import { differenceOf } from "./error-differences.js";
import { camelCase, type Json, optionsOf, untagged } from "./tagged-values.js";

const before = v1.setWarningHandler(() => {});
afterAll(() => {
  v1.setWarningHandler(before);
});
beforeAll(async () => {
  await useBackend(createCpuBackend());
});

it("tf.compat.v1.layers.SeparableConv1D refuses and accepts what TensorFlow's does", async () => {
  const { cases } = await readJson<{ cases: readonly ErrorCase[] }>("tf215/v1-errors");
  const outcomes = cases.map(
    (each): Outcome => ({
      id: each.id,
      problem: inNewGraph(() => problemOf(each)),
      difference: differenceOf(each),
    }),
  );
  await expectListedOutcomes("tf215/v1-errors", outcomes, 504);
});

it("errors of the constructor name the argument and show the value", async () => {
  const { cases } = await readJson<{ cases: readonly ErrorCase[] }>("tf215/v1-errors");
  const base: Json = cases[0]?.args ?? {};
  const wrong = cases.flatMap(({ args, id }) => {
    const given = Object.keys(args).filter((name) => JSON.stringify(args[name]) !== JSON.stringify(base[name]));
    const [argument = ""] = given;
    const error = inNewGraph(() => errorOf(() => new v1.layers.SeparableConv1D(optionsOf(args) as never)));
    if (given.length !== 1 || !(error instanceof SepconvError)) return [];
    const value = untagged(args[argument]);
    const told = [camelCase(argument), ...(error.message.includes("unknown option") ? [] : [showValue(value)])];
    // A stride has become a list of one when its zero is found.
    if (argument === "strides" && (value === 0 || value === false)) told[1] = showValue([0]);
    return told.every((part) => error.message.includes(part)) ? [] : [`${id}: ${error.message}`];
  });
  expect(wrong).toEqual([]);
});

function inNewGraph<Result>(compute: () => Result): Result {
  return new v1.Graph().asDefault(compute);
}

function problemOf(each: ErrorCase): string | undefined {
  if (each.length_unknown) return shortProblem(each, each.length_unknown);
  if (each.set_weights) return weightsProblem(each, each.set_weights);
  if (each.functional) return functionalProblem(each);
  let layer: v1.layers.SeparableConv1D | undefined;
  const error = errorOf(() => {
    layer = new v1.layers.SeparableConv1D(optionsOf(each.args) as never);
  });
  const wanted = (Object.hasOwn(each, "constructor") ? each.constructor : undefined)?.error;
  if (wanted) return prefixed("constructor", errorProblem(error, wanted));
  if (layer === undefined) return `constructor: ${error}`;
  const made = layer;
  return attributesProblem(made, each) ?? buildProblem(made, each) ?? callsProblem(made, each.calls ?? []);
}

function attributesProblem(layer: v1.layers.SeparableConv1D, each: ErrorCase): string | undefined {
  const { name, attributes = {} } = each.constructor as { name?: string; attributes?: Json };
  if (name !== undefined && layer.name !== String(name)) return `name is ${layer.name}; expected ${name}`;
  for (const [attribute, value] of Object.entries(attributes)) {
    const own: unknown = Reflect.get(layer, camelCase(attribute));
    const got =
      typeof own === "string" ? own.replace("channelsL", "channels_l").replace("channelsF", "channels_f") : own;
    if (typeof value === "object" && value !== null && "$callable" in value) continue;
    const want = normalized(attribute, untagged(value));
    if (JSON.stringify(got) !== JSON.stringify(want)) return `${attribute} is ${got}; expected ${JSON.stringify(want)}`;
  }
  return undefined;
}

/** Python's True is 1, and its attributes stay what was passed; ours have one type. */
function normalized(attribute: string, value: unknown): unknown {
  if (attribute === "use_bias" || attribute === "trainable") return Boolean(value);
  if (typeof value === "boolean") return Number(value);
  return Array.isArray(value) ? value.map((each) => (typeof each === "boolean" ? Number(each) : each)) : value;
}

function buildProblem(layer: v1.layers.SeparableConv1D, each: ErrorCase): string | undefined {
  if (each.build === undefined) return undefined;
  const error = errorOf(() => layer.build(each.build_shape as (number | null)[]));
  if (each.build.error) return prefixed("build", errorProblem(error, each.build.error));
  if (error !== undefined) return `build: ${error}`;
  const shapes = JSON.stringify(layer.weights.map(({ shape }) => shape));
  return shapes === JSON.stringify(each.build["weights"]) ? undefined : `build: weights ${shapes}`;
}

function callsProblem(layer: v1.layers.SeparableConv1D, calls: readonly Answer[]): string | undefined {
  for (const call of calls) {
    let output: Tensor | undefined;
    const error = errorOf(() => {
      output = layer.apply(inputOf(call["input"] as Json));
    });
    if (call.error) {
      const problem = errorProblem(error, call.error);
      if (problem) return `call: ${problem}`;
    } else if (output === undefined) return `call: ${error}`;
    const got = { shape: output?.shape, dtype: output?.dtype };
    if (output && JSON.stringify(got.shape) !== JSON.stringify(call["output_shape"]))
      return `call: output ${got.shape}`;
    if (output && got.dtype !== call["dtype"]) return `call: dtype ${got.dtype}`;
    const weights = JSON.stringify(layer.weights.map(({ shape, dtype }) => ({ shape, dtype })));
    if (call["weights"] !== undefined && weights !== JSON.stringify(call["weights"])) return `call: weights ${weights}`;
  }
  return undefined;
}

function functionalProblem({ args, calls = [] }: ErrorCase): string | undefined {
  for (const call of calls) {
    const error = errorOf(() => v1.layers.separableConv1d(inputOf(call["input"] as Json), optionsOf(args) as never));
    const problem = call.error ? errorProblem(error, call.error) : error && `${error}`;
    if (problem) return `functional: ${problem}`;
  }
  return undefined;
}

/** Our lengths are never known beforehand: the answer for unknown ones counts. */
function shortProblem({ args, input_shape: shape = [] }: ErrorCase, wanted: Answer): string | undefined {
  const layer = new v1.layers.SeparableConv1D(optionsOf(args) as never);
  let output: Tensor | undefined;
  const error = errorOf(() => {
    output = layer.apply(zeros(shape));
  });
  if (wanted.error) return errorProblem(error, { ...wanted.error, class: "short" });
  if (output === undefined) return `${error}`;
  return JSON.stringify(output.shape) === JSON.stringify(wanted["output_shape"]) ? undefined : `output ${output.shape}`;
}

function weightsProblem(
  { args, build_shape: shape = [], result }: ErrorCase,
  weights: readonly unknown[],
): string | undefined {
  const layer = new v1.layers.SeparableConv1D(optionsOf(args) as never);
  layer.build(shape);
  const error = errorOf(() => layer.setWeights(weights.map((weight) => untagged(weight)) as never));
  if (result === "accepted") return error === undefined ? undefined : `${error}`;
  return result?.error ? errorProblem(error, result.error) : "there is no answer";
}

function inputOf({ shape, dtype }: Json): Tensor {
  if (isDType(dtype)) return tidy(() => zeros(shape as number[], dtype as DType));
  throw new DTypeError({ where: "input", problem: "dtype is unknown", expected: '"float32"', got: dtype });
}

function prefixed(where: string, problem: string | undefined): string | undefined {
  return problem && `${where}: ${problem}`;
}
