import { createCpuBackend } from "@sepconv/backend-cpu";
import * as v1 from "@sepconv/compat-v1";
import { useBackend } from "@sepconv/core";
import { afterAll, beforeAll, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import type { Outcome } from "../outcomes.js";
import { errorOf, errorProblem } from "./error-class.js";
import { type Json, optionsOf, untagged } from "./tagged-values.js";

interface ConfigCase {
  readonly id: string;
  readonly kind: "config" | "compute_output_shape";
  readonly args: Json;
  readonly config?: Json;
  readonly count_params_with_3_channels?: number;
  readonly weight_names?: readonly string[];
  readonly build_error?: { readonly class: string; readonly message: string };
  readonly input_shape?: (number | null)[];
  readonly output_shape?: readonly (number | null)[];
  readonly error?: { readonly class: string; readonly message: string };
}

const before = v1.setWarningHandler(() => {});
afterAll(() => {
  v1.setWarningHandler(before);
});
beforeAll(async () => {
  await useBackend(createCpuBackend());
});

it("tf.compat.v1.layers.SeparableConv1D writes TensorFlow's configurations and shapes", async () => {
  const { cases } = await readJson<{ cases: readonly ConfigCase[] }>("tf215/v1-config");
  const outcomes = cases.map(
    (each): Outcome => ({
      id: each.id,
      problem: new v1.Graph().asDefault(() => problemOf(each)),
      difference: each.args["dtype"] === "float16" ? "float16 does not exist here" : undefined,
    }),
  );
  await expectListedOutcomes("tf215/v1-config", outcomes, 441);
});

function problemOf(each: ConfigCase): string | undefined {
  let layer: v1.layers.SeparableConv1D | undefined;
  const error = errorOf(() => {
    const named = each.kind === "config" ? {} : { name: "conv" };
    layer = new v1.layers.SeparableConv1D({ ...optionsOf(each.args), ...named } as never);
  });
  if (layer === undefined) return `constructor: ${error}`;
  return each.kind === "config" ? configProblem(layer, each) : shapeProblem(layer, each);
}

function configProblem(layer: v1.layers.SeparableConv1D, each: ConfigCase): string | undefined {
  const config = JSON.stringify(layer.getConfig());
  const wanted = JSON.stringify(each.config);
  if (config !== wanted) return `config ${config}; expected ${wanted}`;
  const again = JSON.stringify(v1.layers.SeparableConv1D.fromConfig(JSON.parse(config)).getConfig());
  if (again !== wanted) return `after a round trip ${again}`;
  const channels = each.args["data_format"] === "channels_first" ? [null, 3, 20] : [null, 20, 3];
  const error = errorOf(() => layer.build(channels));
  if (each.build_error) return errorProblem(error, each.build_error);
  if (error !== undefined) return `build: ${error}`;
  const names = JSON.stringify(layer.weights.map(({ name }) => name));
  if (names !== JSON.stringify(each.weight_names)) return `weights ${names}`;
  const count = layer.countParams();
  return count === each.count_params_with_3_channels ? undefined : `${count} parameters`;
}

function shapeProblem(layer: v1.layers.SeparableConv1D, each: ConfigCase): string | undefined {
  let shape: readonly (number | null)[] | undefined;
  const error = errorOf(() => {
    shape = layer.computeOutputShape(untagged(each.input_shape) as (number | null)[]);
  });
  if (each.error) return errorProblem(error, each.error);
  return JSON.stringify(shape) === JSON.stringify(each.output_shape) ? undefined : `output ${shape ?? error}`;
}
