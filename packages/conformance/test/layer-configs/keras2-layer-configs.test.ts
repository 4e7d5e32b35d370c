import * as layers from "@sepconv/layers";
import { it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import { jsonProblem, type Outcome } from "../outcomes.js";
import { errorOf, errorProblem } from "../v1/error-class.js";
import { configFromPython, isJson, type Json } from "./python-arguments.js";

const configs = await readJson<{ readonly cases: readonly ConfigCase[] }>("tf215/v2-config");

interface ConfigCase {
  readonly id: string;
  readonly kind: "config" | "compute_output_shape";
  readonly args: Json;
  readonly config?: Json;
  readonly count_params_with_3_channels?: number;
  readonly weight_names?: readonly string[];
  readonly build_error?: { readonly class: string; readonly message: string };
  readonly input_shape?: (number | null)[] | null;
  readonly output_shape?: readonly (number | null)[];
  readonly error?: { readonly class: string; readonly message: string };
}

const keras2 = { dialect: "keras2" } as const;

/** What Keras 2 takes from the class above, and never uses. */
const unused = ["groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"];

function makeLayer(args: Json): layers.Layer {
  layers.resetLayerNames();
  return layers.deserialize({ class_name: "SeparableConv1D", config: configFromPython(args) }, keras2);
}

function problemOf(each: ConfigCase): string | undefined {
  let layer: layers.Layer | undefined;
  const error = errorOf(() => {
    layer = makeLayer(each.kind === "config" ? each.args : { ...each.args, name: "conv" });
  });
  if (layer === undefined) return `${error}`;
  return each.kind === "config" ? configProblem(layer, each) : shapeProblem(layer, each);
}

function configProblem(layer: layers.Layer, each: ConfigCase): string | undefined {
  const { config = {}, args } = each;
  const want = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, unusedAgain(layer, key, value, args)]),
  );
  const written = layer.getConfig(keras2);
  const copy = makeLayer(written);
  return (
    jsonProblem("config", written, want) ??
    jsonProblem("config after a round trip", copy.getConfig(keras2), want) ??
    builtProblem(layer, each)
  );
}

/** What was given for an unused key is not kept: its default is written. */
function unusedAgain(layer: layers.Layer, key: string, value: unknown, args: Json): unknown {
  return unused.includes(key) && key in args ? layer.getConfig(keras2)[key] : value;
}

function builtProblem(layer: layers.Layer, each: ConfigCase): string | undefined {
  const inputShape = each.args["data_format"] === "channels_first" ? [null, 3, 20] : [null, 20, 3];
  const error = errorOf(() => layer.build(inputShape));
  if (each.build_error) return errorProblem(error, each.build_error);
  if (error !== undefined) return `build: ${error}`;
  const names = layer.weights.map(({ name }) => `${name.slice(layer.name.length + 1)}:0`);
  return (
    jsonProblem("weights", names, each.weight_names) ??
    jsonProblem("parameters", layer.countParams(), each.count_params_with_3_channels)
  );
}

function shapeProblem(layer: layers.Layer, each: ConfigCase): string | undefined {
  let shape: unknown;
  const error = errorOf(() => {
    shape = layer.computeOutputShape(each.input_shape as (number | null)[]);
  });
  if (each.error) return errorProblem(error, each.error);
  return error === undefined ? jsonProblem("output", shape, each.output_shape) : `${error}`;
}

/** Why a case differs on purpose; undefined where it must not. */
function differenceOf({
  args,
  input_shape: inputShape,
  output_shape: outputShape = [],
}: ConfigCase): string | undefined {
  const config = configFromPython(args);
  if (config["dtype"] === "float16") return "float16 does not exist here";
  if (!Number.isInteger(config["filters"])) return "a number of filters that is none is refused, not rounded";
  if (isJson(args) && inputShape && inputShape.length !== 3) return "inputs of another rank than 3 are refused at once";
  const stepsAxis = args["data_format"] === "channels_first" ? 2 : 1;
  if (outputShape[stepsAxis] === 0 && args["padding"] === "valid") return "an input that is too short is refused";
  return undefined;
}

it("SeparableConv1D writes Keras 2's configurations and shapes", async () => {
  const cases = configs.cases;
  const outcomes = cases.map(
    (each): Outcome => ({ id: each.id, problem: problemOf(each), difference: differenceOf(each) }),
  );
  await expectListedOutcomes("tf215/v2-config", outcomes, 449);
});
