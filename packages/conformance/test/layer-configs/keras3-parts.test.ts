import {
  activations,
  constraints,
  initializers,
  losses,
  metrics,
  optimizers,
  regularizers,
  resetLayerNames,
  schedules,
} from "@sepconv/layers";
import { it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import { jsonProblem, type Outcome } from "../outcomes.js";
import { errorOf, errorProblem } from "../v1/error-class.js";
import type { Json } from "./python-arguments.js";

const configs = await readJson<{ readonly objects: readonly Json[]; readonly identifiers: readonly Json[] }>(
  "keras3/configs",
);

/** From an identifier to what Keras writes of it. */
const kinds: Readonly<Record<string, (identifier: never) => unknown>> = {
  activation: (identifier) => activations.serialize(activations.get(identifier)),
  constraint: (identifier) => writtenUnlessNull(constraints.get(identifier), constraints.serialize),
  initializer: (identifier) => writtenUnlessNull(initializers.get(identifier), initializers.serialize),
  loss: (identifier) => losses.serialize(losses.get(identifier)),
  metric: (identifier) => metrics.serialize(metrics.get(identifier)),
  optimizer: (identifier) => writtenUnlessNull(optimizers.get(identifier), optimizers.serialize),
  regularizer: (identifier) => writtenUnlessNull(regularizers.get(identifier), regularizers.serialize),
  schedule: (identifier) => schedules.serialize(schedules.get(identifier)),
};

function writtenUnlessNull<Part>(part: Part | null, serialize: (part: Part) => unknown): unknown {
  return part === null ? null : serialize(part);
}

function outcomeOf(id: string, kind: string, identifier: unknown, wanted: Json, want: unknown): Outcome {
  const written = kinds[kind];
  if (written === undefined) return { id, problem: undefined, pending: kind };
  // Automatic names count from the first one in each entry.
  resetLayerNames();
  let got: unknown;
  const error = errorOf(() => {
    got = written(identifier as never);
  });
  const { exception, message } = wanted;
  if (typeof exception === "string") {
    return {
      id,
      problem: errorProblem(error, { class: exception, message: String(message) }),
      difference: isCamelCase(identifier) ? "names may be written in camelCase" : undefined,
    };
  }
  return { id, problem: error === undefined ? jsonProblem(id, got, want) : `${error}` };
}

function isCamelCase(identifier: unknown): boolean {
  return typeof identifier === "string" && /^[a-z]+[A-Z]/.test(identifier);
}

it("objects are written as Keras 3 writes them", async () => {
  const outcomes = configs.objects.map((entry) => {
    const { kind, class: className, name, args, serialized } = entry;
    const identifier = className === undefined ? name : { class_name: className, config: args };
    return outcomeOf(`${kind} ${JSON.stringify(identifier)}`, String(kind), identifier, {}, serialized);
  });
  await expectListedOutcomes("keras3/configs objects", outcomes, 121);
});

it("identifiers mean what they mean in Keras 3", async () => {
  const outcomes = configs.identifiers.map((entry) => {
    const { kind, identifier, resolved } = entry;
    // Of a function of Keras', activations are written by their names alone.
    const want = kind === "activation" && resolved ? (resolved as Json)["config"] : resolved;
    return outcomeOf(`${kind} ${JSON.stringify(identifier)}`, String(kind), identifier, entry, want);
  });
  await expectListedOutcomes("keras3/configs identifiers", outcomes, 105);
});
