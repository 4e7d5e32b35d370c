import { createCpuBackend } from "@sepconv/backend-cpu";
import * as v1 from "@sepconv/compat-v1";
import { type Tensor, useBackend, type Variable } from "@sepconv/core";
import { afterAll, beforeAll, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";
import { differenceOnPurpose } from "./differences.js";
import { errorProblem } from "./error-class.js";
import { type ProgramState, runProgram } from "./run-program.js";
import { isJson, type Json } from "./tagged-values.js";

const before = v1.setWarningHandler(() => {});
afterAll(() => {
  v1.setWarningHandler(before);
});
beforeAll(async () => {
  await useBackend(createCpuBackend());
});

interface Program {
  readonly id: string;
  readonly program: readonly Json[];
  readonly expected: Json;
}

it("programs of tf.compat.v1 leave what TensorFlow leaves", async () => {
  const { cases } = await readJson<{ cases: readonly Program[] }>("tf215/v1-programs");
  await expectListedOutcomes("tf215/v1-programs", cases.map(outcomeOf), 315);
});

/** A difference excuses only what it is about: where anything else is unlike as well, the case is wrong. */
function outcomeOf({ id, program, expected }: Program): Outcome {
  const state = runProgram(program);
  const problems = problemsOf(state, expected);
  const difference = differenceOnPurpose(program, state);
  const other = problems.find((problem) => !difference?.where.test(problem));
  return other === undefined
    ? { id, problem: problems[0], difference: difference?.why }
    : { id, problem: other, difference: undefined };
}

function problemsOf(state: ProgramState, expected: Json): string[] {
  const graphs = Object.entries(expected["graphs"] as Record<string, Json>);
  const layers = Object.entries((expected["layers"] ?? {}) as Record<string, Json>);
  const outputs = Object.entries((expected["outputs"] ?? {}) as Record<string, Json>);
  return [
    ...errorProblems(state, expected["error"] as Json | null),
    ...graphs.flatMap(([name, wanted]) => same(`graph ${name}`, graphState(state.graphs.get(name)), wanted)),
    ...layers.flatMap(([name, wanted]) => same(`layer ${name}`, layerState(state.layers.get(name)), wanted)),
    ...outputs.flatMap(([name, { op: _op, ...wanted }]) =>
      same(`output ${name}`, outputState(state.outputs.get(name)), wanted),
    ),
    ...readProblems(state.reads, (expected["reads"] ?? {}) as Json),
  ];
}

function errorProblems({ error }: ProgramState, wanted: Json | null): string[] {
  if (wanted === null) return error === null ? [] : [`error at ${error.at}: ${error.cause}`];
  return [
    ...refusalProblems("the program", error?.cause, wanted),
    ...same("place of the error", error?.at, wanted["at"]),
  ];
}

/** An error must be of the class that stands for TensorFlow's, and name the variable that TensorFlow names. */
function refusalProblems(what: string, error: unknown, wanted: Json): string[] {
  const message = String(wanted["message"]);
  const problem = errorProblem(error, { class: String(wanted["class"]), message });
  if (problem !== undefined) return [`${what}: ${problem}`];
  const [, variable = ""] = /^(?:Variable|Trying to share variable) ([^\s,]+)/.exec(message) ?? [];
  return String(error).includes(variable) ? [] : [`${what}: ${error} does not name ${variable}`];
}

function readProblems(reads: Json, wanted: Json): string[] {
  return Object.entries(wanted).flatMap(([name, want]) => {
    const got = reads[name];
    if (isJson(want) && "error" in want) {
      const error = isJson(got) ? got["error"] : undefined;
      if (want["error"] === null) return error === null ? [] : [`read ${name}: ${error}`];
      return refusalProblems(`read ${name}`, error ?? undefined, want["error"] as Json);
    }
    if (isJson(want) && "$callable" in want) return typeof got === "function" ? [] : [`read ${name} is no function`];
    return same(`read ${name}`, got, want);
  });
}

function graphState(graph: v1.Graph | undefined): unknown {
  return graph?.asDefault(() => ({
    global_variables: v1.globalVariables().map(variableState),
    trainable_variables: v1.trainableVariables().map(({ name }) => name),
    regularization_losses: v1.losses.getRegularizationLosses().map(numberIn),
    update_ops: v1.getCollection(v1.GraphKeys.UPDATE_OPS).length,
  }));
}

function variableState(variable: Variable): unknown {
  const { name, shape, dtype, trainable } = variable;
  return { name, shape, dtype, trainable, initial: [...variable.dataSync()] };
}

function layerState(layer: v1.layers.SeparableConv1D | undefined): unknown {
  const names = (variables: readonly Variable[]): string[] => variables.map(({ name }) => name);
  return (
    layer && {
      name: layer.name,
      scope_name: orNull(() => layer.scopeName),
      built: layer.built,
      trainable: layer.trainable,
      dtype: layer.dtype,
      weights: names(layer.weights),
      trainable_weights: names(layer.trainableWeights),
      non_trainable_weights: names(layer.nonTrainableWeights),
      losses: layer.losses.map(numberIn),
      updates: layer.updates.length,
    }
  );
}

function outputState(output: Tensor | undefined): unknown {
  return output && { shape: output.shape, dtype: output.dtype, values: [...output.dataSync()] };
}

function numberIn(scalar: Tensor): number {
  return scalar.dataSync()[0] ?? Number.NaN;
}

function orNull<Result>(compute: () => Result): Result | null {
  try {
    return compute();
  } catch {
    return null;
  }
}

/** Compares numbers within single precision; an `initial` or value that is null in the vectors is random. */
function same(what: string, got: unknown, want: unknown): string[] {
  if (want === null && what.endsWith("initial")) return [];
  if (want === null && / (losses|regularization_losses|values)/.test(what)) return [];
  if (typeof want === "number" && typeof got === "number") {
    return Math.abs(got - want) <= 1e-5 * Math.max(1, Math.abs(want)) ? [] : [`${what} is ${got}; expected ${want}`];
  }
  if (typeof want === "number" && Array.isArray(got)) return got.flatMap((each) => same(what, each, want));
  if (isJson(want) && "$float" in want) return Number.isNaN(got) ? [] : [`${what} is ${got}; expected NaN`];
  if (Array.isArray(want)) {
    if (!Array.isArray(got) || got.length !== want.length)
      return [`${what} is ${JSON.stringify(got)}; expected ${JSON.stringify(want)}`];
    return want.flatMap((each, index) => same(`${what} ${index}`, got[index], each));
  }
  if (isJson(want))
    return Object.entries(want).flatMap(([key, each]) =>
      same(`${what} ${key}`, isJson(got) ? got[key] : undefined, each),
    );
  return Object.is(got, want) ? [] : [`${what} is ${JSON.stringify(got)}; expected ${JSON.stringify(want)}`];
}
