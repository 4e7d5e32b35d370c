import { showValue } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { setWarningHandler, useBackend, zeros } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { camelCase, fromPython, optionsFromPython } from "../layer-configs/python-arguments.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import { jsonProblem, type Outcome } from "../outcomes.js";
import { errorOf, errorProblem } from "../v1/error-class.js";
import { differenceOf } from "./keras3-differences.js";
import type { LayerErrorEntry } from "./layer-error-entry.js";

const errors = await readJson<{ readonly layers: readonly LayerErrorEntry[] }>("keras3/errors");

const before = setWarningHandler(() => {});
afterAll(() => {
  setWarningHandler(before);
});
beforeAll(async () => {
  await useBackend(createCpuBackend());
});

/** What an entry leads to, up to the first error. */
function run(entry: LayerErrorEntry): { stage: string | null; error?: unknown; shape?: readonly number[] } {
  layers.resetLayerNames();
  const { layer: className, args, build_shape: buildShape, call_shape: callShape } = entry;
  let stage = "construct";
  let shape: readonly number[] | undefined;
  const error = errorOf(() => {
    const layer: unknown = Reflect.construct(Reflect.get(layers, className), [optionsFromPython(args)]);
    if (!(layer instanceof layers.Layer)) throw new RangeError(`${className} is no layer`);
    stage = "build";
    if (buildShape !== null) layer.build(buildShape);
    stage = "call";
    if (callShape !== null) shape = layer.apply(zeros(callShape)).shape;
  });
  return error === undefined ? { stage: null, ...(shape && { shape }) } : { stage, error };
}

function problemOf(entry: LayerErrorEntry): string | undefined {
  const { stage, error, shape } = run(entry);
  const { exception, message = "" } = entry;
  if (exception === null) {
    if (error !== undefined) return `${stage}: ${error}`;
    return entry.output_shape && jsonProblem("output shape", shape, entry.output_shape);
  }
  const problem = errorProblem(error, { class: exception, message }) ?? namingProblem(entry, error);
  if (problem !== undefined) return problem;
  return stage === entry.stage ? undefined : `refused in ${stage}; expected ${entry.stage}: ${error}`;
}

/** Why a constructor's error does not name the argument that it refuses, or does not show its value. */
function namingProblem({ args, stage, layer: className }: LayerErrorEntry, error: unknown): string | undefined {
  if (stage !== "construct" || !(error instanceof Error)) return undefined;
  const least = { filters: 4, kernel_size: 3, input_dim: 5 };
  const odd = Object.entries(args).filter(([name, value]) => Reflect.get(least, name) !== value);
  const named = odd.length > 0 ? odd : Object.entries(missing(className)).filter(([name]) => !(name in args));
  const fits = named.some(([name, value]) => {
    const { message } = error;
    const unknown = message.includes(`unknown option "${camelCase(name)}"`);
    return unknown || (message.includes(camelCase(name)) && message.includes(showValue(fromPython(value))));
  });
  return fits || named.length === 0 ? undefined : `the argument or its value is not named: ${error.message}`;
}

/** The arguments that a constructor cannot do without. */
function missing(className: string): Readonly<Record<string, undefined>> {
  if (className === "Activation") return { activation: undefined };
  if (className === "Embedding") return { output_dim: undefined };
  return className === "DepthwiseConv1D" ? { kernel_size: undefined } : { filters: undefined, kernel_size: undefined };
}

it("layers refuse and accept what Keras 3's do", async () => {
  const entries = errors.layers;
  const outcomes = entries.map((entry): Outcome => {
    const { id, layer: className, args, build_shape, call_shape } = entry;
    if (typeof Reflect.get(layers, className) !== "function") return { id, problem: undefined, pending: className };
    const description = `${id} ${className} ${JSON.stringify(args)} build [${build_shape}] call [${call_shape}]`;
    return { id: description, problem: problemOf(entry), difference: differenceOf(entry) };
  });
  await expectListedOutcomes("keras3/errors layers", outcomes, 426);
});
