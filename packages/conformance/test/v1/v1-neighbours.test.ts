import { createCpuBackend } from "@sepconv/backend-cpu";
import * as v1 from "@sepconv/compat-v1";
import { useBackend } from "@sepconv/core";
import { afterAll, beforeAll, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";
import type { LayerCase, NamesCase } from "./neighbour-case.js";
import { neighbourDifference } from "./neighbour-differences.js";
import { layerProblem, namesProblem } from "./run-neighbour.js";

const before = v1.setWarningHandler(() => {});
afterAll(() => {
  v1.setWarningHandler(before);
});
beforeAll(async () => {
  await useBackend(createCpuBackend());
});

it("the other layers of tf.compat.v1.layers are what TensorFlow's are", async () => {
  const { cases } = await readJson<{ cases: readonly (LayerCase | NamesCase)[] }>("tf215-neighbours/v1-neighbours");
  const outcomes = cases.map(
    (each): Outcome => ({
      id: each.id,
      problem: new v1.Graph().asDefault(() => (each.kind === "layer" ? layerProblem(each) : namesProblem(each))),
      difference: neighbourDifference(each),
    }),
  );
  await expectListedOutcomes("tf215-neighbours/v1-neighbours", outcomes, 218);
});
