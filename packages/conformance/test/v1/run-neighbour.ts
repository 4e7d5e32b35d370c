import * as v1 from "@sepconv/compat-v1";
import { add, mul, sum, type Tensor, tensor, tidy } from "@sepconv/core";
import { jsonProblem } from "../outcomes.js";
import { errorOf, errorProblem } from "./error-class.js";
import type { FunctionCall, LayerCase, NamesCase } from "./neighbour-case.js";
import { camelCase, optionsOf, untagged } from "./tagged-values.js";

interface LayerClass {
  new (options: never): v1.layers.Layer;
  fromConfig(config: never): v1.layers.Layer;
}

const classes: Readonly<Record<string, LayerClass>> = {
  AveragePooling1D: v1.layers.AveragePooling1D,
  BatchNormalization: v1.layers.BatchNormalization,
  Conv1D: v1.layers.Conv1D,
  Dense: v1.layers.Dense,
  Dropout: v1.layers.Dropout,
  Flatten: v1.layers.Flatten,
  MaxPooling1D: v1.layers.MaxPooling1D,
};

const functions: Readonly<Record<string, (inputs: Tensor, options: never) => Tensor>> = {
  average_pooling1d: v1.layers.averagePooling1d,
  batch_normalization: v1.layers.batchNormalization,
  conv1d: v1.layers.conv1d,
  dense: v1.layers.dense,
  dropout: v1.layers.dropout,
  flatten: v1.layers.flatten,
  max_pooling1d: v1.layers.maxPooling1d,
  separable_conv1d: v1.layers.separableConv1d,
};

/** Element i, row-major, is `((step · i) mod 17 − 8) / 8`. */
function pattern(shape: readonly number[], step = 37): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, index) => (((step * index) % 17) - 8) / 8),
    shape,
  );
}

/** What is unlike TensorFlow in a layer; undefined where nothing is. */
export function layerProblem(each: LayerCase): string | undefined {
  const LayerOf = classes[each.class];
  if (LayerOf === undefined) return `there is no class ${each.class}`;
  let layer: v1.layers.Layer | undefined;
  const error = errorOf(() => {
    layer = new LayerOf(optionsOf(each.args) as never);
  });
  if (each.constructor_error) return errorProblem(error, each.constructor_error);
  if (layer === undefined) return `constructor: ${error}`;
  const again = (): unknown => LayerOf.fromConfig(JSON.parse(JSON.stringify(layer?.getConfig())) as never).getConfig();
  return (
    jsonProblem("name", layer.name, each.name) ??
    jsonProblem("config", layer.getConfig(), truthsOf(each.config)) ??
    jsonProblem("config after a round trip", again(), truthsOf(each.config)) ??
    shapeProblem(layer, each) ??
    tidy(() => callProblem(layer as v1.layers.Layer, each))
  );
}

const truths = ["center", "scale", "trainable", "use_bias"];

/** Python's truth values stay what was passed; ours have one type. */
function truthsOf(config: LayerCase["config"]): unknown {
  const entries = Object.entries(config).map(([name, value]) => [name, truths.includes(name) ? Boolean(value) : value]);
  return Object.fromEntries(entries);
}

function shapeProblem(layer: v1.layers.Layer, each: LayerCase): string | undefined {
  const { input_shape: shape } = each;
  const channels = shape.at(-1) ?? null;
  const unknown = [...shape.slice(0, -1).map(() => null), ...(shape.length > 0 ? [channels] : [])];
  let [known, open]: unknown[] = [];
  const error = errorOf(() => {
    known = layer.computeOutputShape(shape);
    open = layer.computeOutputShape(unknown);
  });
  if (each.computed_error) return errorProblem(error, each.computed_error);
  if (error !== undefined) return `computeOutputShape: ${error}`;
  return (
    jsonProblem("output shape", known, each.computed_shape) ??
    jsonProblem("output shape of unknown extents", open, each.computed_unknown)
  );
}

function callProblem(layer: v1.layers.Layer, each: LayerCase): string | undefined {
  const options = each.training === undefined ? {} : { training: each.training };
  const x = pattern(each.input_shape);
  const error = errorOf(() => layer.apply(x, options));
  if (each.call_error) {
    const names = v1.globalVariables().map(({ name }) => name);
    return errorProblem(error, each.call_error) ?? jsonProblem("variables", names, each.variables);
  }
  if (error !== undefined) return `call: ${error}`;
  return stateProblem(layer, each) ?? valuesProblem(layer, each, x, options);
}

function stateProblem(layer: v1.layers.Layer, each: LayerCase): string | undefined {
  const weights = layer.weights.map(({ name, shape, trainable }) => ({ name, shape, trainable }));
  const trainable = layer.trainableWeights.map(({ name }) => name);
  const updates = v1.getCollection(v1.GraphKeys.UPDATE_OPS).length;
  const initial = layer.weights.map((weight, index) => uniformOf([...weight.dataSync()], each.initial[index] ?? null));
  return (
    jsonProblem("scope", layer.scopeName, each.scope) ??
    jsonProblem("weights", weights, each.weights) ??
    jsonProblem("trainable weights", trainable, each.trainable_weights) ??
    jsonProblem("number of parameters", layer.countParams(), each.count_params) ??
    jsonProblem("config after a call", layer.getConfig(), truthsOf(each.config_after_call)) ??
    jsonProblem("number of UPDATE_OPS", updates, each.update_ops) ??
    jsonProblem("number of updates", layer.updates.length, each.layer_updates) ??
    jsonProblem("number of losses", layer.losses.length, each.losses) ??
    jsonProblem("initial values", initial, each.initial)
  );
}

/** The one value that fills a weight; null where it is random, as the vectors say. */
function uniformOf(values: readonly number[], wanted: number | null): number | null {
  const [first] = values;
  return wanted !== null && first !== undefined && values.every((value) => value === first) ? first : null;
}

function valuesProblem(
  layer: v1.layers.Layer,
  each: LayerCase,
  x: Tensor,
  options: { readonly training?: boolean },
): string | undefined {
  const weights = layer.weights.map(({ name, shape }, index) => {
    const value = pattern(shape, 11 + 2 * index);
    return name?.includes("moving_variance") ? add(value, 9 / 8) : value;
  });
  layer.setWeights(weights);
  const y = layer.apply(x, options);
  const cotangent = pattern(y.shape, 5);
  const variables = [x, ...layer.trainableWeights];
  const gradients = v1.gradients(() => sum(mul(layer.apply(x, options), cotangent)), variables);
  const losses = layer.losses.map((loss) => loss.dataSync()[0] ?? Number.NaN);
  const problem =
    jsonProblem("output's shape", y.shape, each.output.shape) ??
    valueProblem("output", y.dataSync(), each.output.values) ??
    each.gradients
      .map((wanted, index) => wanted && valueProblem(`gradient ${index}`, gradients[index]?.dataSync() ?? [], wanted))
      .find((found) => found) ??
    valueProblem("losses", losses, each.loss_values);
  if (problem || !each.after_updates) return problem ?? undefined;
  for (const update of v1.getCollection(v1.GraphKeys.UPDATE_OPS)) update();
  const updated = layer.weights.map((weight) => weight.dataSync());
  return each.after_updates
    .map((wanted, index) => valueProblem(`weight ${index} after updates`, updated[index] ?? [], wanted))
    .find((found) => found);
}

/** Single precision: to 2e-5 of max(1, largest value), as other orders of adding differ. */
function valueProblem(what: string, got: ArrayLike<number>, wanted: readonly unknown[]): string | undefined {
  const values = wanted.map((value) => (typeof value === "number" ? value : Number(untagged(value))));
  if (got.length !== values.length) return `${what} has ${got.length} elements; expected ${values.length}`;
  const largest = values.filter(Number.isFinite).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const index = values.findIndex((value, at) => {
    const result = got[at] ?? Number.NaN;
    return !(Object.is(result, value) || Math.abs(result - value) <= 2e-5 * largest);
  });
  return index < 0 ? undefined : `${what}[${index}] is ${got[index]}; expected ${values[index]}`;
}

/** What is unlike TensorFlow in the names that functions leave; undefined where nothing is. */
export function namesProblem(each: NamesCase): string | undefined {
  const error = errorOf(() => runCalls(each.calls));
  const problem = each.error ? errorProblem(error, each.error) : error === undefined ? undefined : `${error}`;
  const variables = v1.globalVariables().map(({ name, shape, trainable }) => ({ name, shape, trainable }));
  const trainable = v1.trainableVariables().map(({ name }) => name);
  return (
    problem ??
    jsonProblem("variables", variables, each.variables) ??
    jsonProblem("trainable variables", trainable, each.trainable_variables) ??
    jsonProblem("number of UPDATE_OPS", v1.getCollection(v1.GraphKeys.UPDATE_OPS).length, each.update_ops) ??
    jsonProblem("number of losses", v1.losses.getRegularizationLosses().length, each.regularization_losses)
  );
}

function runCalls(calls: readonly FunctionCall[]): void {
  for (const { function: name, scope, reuse, body = [], args, input_shape: shape } of calls) {
    if (scope !== undefined) {
      v1.variableScope(scope, { reuse: (untagged(reuse) ?? null) as v1.Reuse | null }, () => runCalls(body));
      continue;
    }
    const compute = functions[name];
    if (compute === undefined) throw new RangeError(`there is no function ${camelCase(name)}`);
    compute(pattern(shape), optionsOf(args) as never);
  }
}
