import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { resetLayerNames } from "@sepconv/layers";
import { beforeAll, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";
import { errorProblem } from "../v1/error-class.js";
import { programDifferences, programs, topicOf } from "./keras3-programs.js";

const errors = await readJson<{ readonly programs: readonly ProgramEntry[] }>("keras3/errors");

interface ProgramEntry {
  readonly id: string;
  readonly program: string;
  readonly exception: string | null;
  readonly message?: string;
}

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

async function outcomeOf({ id, program, exception, message = "" }: ProgramEntry): Promise<Outcome> {
  const twin = programs.get(program);
  if (twin === undefined) return { id, problem: undefined, pending: topicOf(program) };
  resetLayerNames();
  let error: unknown;
  try {
    await twin();
  } catch (cause) {
    error = cause;
  }
  const accepted = error === undefined ? undefined : `${error}; expected nothing to be refused`;
  return {
    id: `${id} ${program}`,
    problem: exception === null ? accepted : errorProblem(error, { class: exception, message }),
    difference: programDifferences.get(program),
  };
}

it("programs are refused as Keras 3 refuses them", async () => {
  const outcomes: Outcome[] = [];
  for (const entry of errors.programs) outcomes.push(await outcomeOf(entry));
  await expectListedOutcomes("keras3/errors programs", outcomes, 148);
});
