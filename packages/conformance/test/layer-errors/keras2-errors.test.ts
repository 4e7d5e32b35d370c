import { type DType, isDType } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { DTypeError, setWarningHandler, type Tensor, useBackend, zeros } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { configFromPython, fromPython, type Json } from "../layer-configs/python-arguments.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import { jsonProblem, type Outcome } from "../outcomes.js";
import type { Answer, ErrorCase } from "../v1/error-case.js";
import { errorOf, errorProblem } from "../v1/error-class.js";
import { differenceOf } from "./keras2-differences.js";

const errors = await readJson<{ readonly cases: readonly ErrorCase[] }>("tf215/v2-errors");

const keras2 = { dialect: "keras2" } as const;

const before = setWarningHandler(() => {});
afterAll(() => {
  setWarningHandler(before);
});
beforeAll(async () => {
  await useBackend(createCpuBackend());
});

function makeLayer(args: Json): layers.Layer {
  layers.resetLayerNames();
  return layers.deserialize({ class_name: "SeparableConv1D", config: configFromPython(args) }, keras2);
}

function problemOf(each: ErrorCase): string | undefined {
  if (each.length_known) return shortProblem(each, each.length_known);
  if (each.set_weights) return weightsProblem(each, each.set_weights);
  let layer: layers.Layer | undefined;
  const error = errorOf(() => {
    layer = makeLayer(each.args);
  });
  const constructed = Object.hasOwn(each, "constructor") ? each.constructor : undefined;
  if (constructed?.error) return prefixed("constructor", errorProblem(error, constructed.error));
  if (layer === undefined) return `constructor: ${error}`;
  return attributesProblem(layer, constructed) ?? buildProblem(layer, each) ?? callsProblem(layer, each.calls ?? []);
}

/** What the constructor has made of its arguments, as the configuration has it; `groups` is never used. */
function attributesProblem(layer: layers.Layer, constructed: Answer | undefined): string | undefined {
  const { activation: _, groups: __, ...attributes } = (constructed?.["attributes"] ?? {}) as Json;
  const config = layer.getConfig(keras2);
  const got = Object.fromEntries(Object.keys(attributes).map((name) => [name, config[name]]));
  const want = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, fromPython(value)]));
  return jsonProblem("name", layer.name, constructed?.["name"]) ?? jsonProblem("attributes", got, want);
}

function buildProblem(layer: layers.Layer, each: ErrorCase): string | undefined {
  if (each.build === undefined) return undefined;
  const error = errorOf(() => layer.build(each.build_shape as (number | null)[]));
  if (each.build.error) return prefixed("build", errorProblem(error, each.build.error));
  if (error !== undefined) return `build: ${error}`;
  const shapes = layer.weights.map(({ shape }) => shape);
  return jsonProblem("weights", shapes, each.build["weights"]);
}

function callsProblem(layer: layers.Layer, calls: readonly Answer[]): string | undefined {
  for (const call of calls) {
    let output: Tensor | undefined;
    const error = errorOf(() => {
      output = layer.apply(inputOf(call["input"] as Json));
    });
    const problem = call.error
      ? errorProblem(error, call.error)
      : output === undefined
        ? `${error}`
        : jsonProblem("output", [output.shape, output.dtype], [call["output_shape"], call["dtype"]]);
    if (problem !== undefined) return `call: ${problem}`;
    const weights = layer.weights.map(({ shape, dtype }) => ({ shape, dtype }));
    const unlike = call.error ? undefined : jsonProblem("weights", weights, call["weights"]);
    if (unlike !== undefined) return unlike;
  }
  return undefined;
}

/** Lengths are known when a layer is called: the answer for known ones counts. */
function shortProblem({ args, input_shape: shape = [] }: ErrorCase, wanted: Answer): string | undefined {
  let output: Tensor | undefined;
  const error = errorOf(() => {
    output = makeLayer(args).apply(zeros(shape));
  });
  if (wanted.error) return errorProblem(error, wanted.error);
  return output ? jsonProblem("output", output.shape, wanted["output_shape"]) : `${error}`;
}

function weightsProblem(
  { args, build_shape: shape = [], result }: ErrorCase,
  weights: readonly unknown[],
): string | undefined {
  const layer = makeLayer(args);
  layer.build(shape);
  const error = errorOf(() => layer.setWeights(weights.map((weight) => fromPython(weight)) as never));
  if (result === "accepted") return error === undefined ? undefined : `${error}`;
  return result?.error ? errorProblem(error, result.error) : "there is no answer";
}

function inputOf({ shape, dtype }: Json): Tensor {
  if (isDType(dtype)) return zeros(shape as number[], dtype as DType);
  throw new DTypeError({ where: "input", problem: "dtype is unknown", expected: '"float32"', got: dtype });
}

function prefixed(where: string, problem: string | undefined): string | undefined {
  return problem && `${where}: ${problem}`;
}

it("SeparableConv1D refuses and accepts what Keras 2's does", async () => {
  const cases = errors.cases;
  const outcomes = cases.map(
    (each): Outcome => ({ id: each.id, problem: problemOf(each), difference: differenceOf(each) }),
  );
  await expectListedOutcomes("tf215/v2-errors", outcomes, 494);
});
