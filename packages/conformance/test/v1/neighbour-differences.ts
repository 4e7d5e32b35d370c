import type { LayerCase, NamesCase } from "./neighbour-case.js";
import { isJson } from "./tagged-values.js";

/** Why a neighbour of SeparableConv1D differs from TensorFlow on purpose; undefined where it must not. */
export function neighbourDifference(each: LayerCase | NamesCase): string | undefined {
  return each.kind === "names" ? namesDifference(each) : layerDifference(each);
}

function namesDifference({ update_ops: updates, variables }: NamesCase): string | undefined {
  const layers = variables.filter(({ name }) => name.endsWith("/moving_mean:0")).length;
  return updates > 2 * layers
    ? "calls of a function that share variables share their updates in UPDATE_OPS: a loop leaves the graph as it is"
    : undefined;
}

function layerDifference({ class: name, args, input_shape: shape, call_error: error }: LayerCase): string | undefined {
  if (Object.values(args).some(isWholeFloat)) return "JavaScript has one kind of number: 3.0 is 3";
  if (args["renorm"] || args["virtual_batch_size"]) return "renormalisation and virtual batches are not there";
  if (name === "BatchNormalization" && typeof args["momentum"] === "string") return numbers;
  if (name === "Dropout" && (!isNumber(args["rate"], 0.5) || !isSeed(args["seed"]))) return numbers;
  if (error?.message.startsWith("Negative dimension size") && shape[1] === Number(args["pool_size"]) - 1) {
    return "an input that is too short by less than a stride gives no steps, whether its length is known or not";
  }
  if (name === "AveragePooling1D" && args["padding"] === "same" && Number(args["pool_size"]) > (shape[1] ?? 0)) {
    return "TensorFlow's gradient of an average counts padding where the window is longer than the input";
  }
  if (name === "Flatten" && shape.slice(1).includes(0)) return "TensorFlow flattens what is empty to another batch";
  return undefined;
}

const numbers = "what is no number is refused by the constructor, not by a later call";

function isNumber(value: unknown, standard: number): boolean {
  return typeof (value === undefined ? standard : value) === "number";
}

function isSeed(seed: unknown): boolean {
  return seed === undefined || seed === null || (Number.isInteger(seed) && Number(seed) >= 0);
}

/** Python's 3.0, alone or in a list. */
function isWholeFloat(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isWholeFloat);
  return isJson(value) && "$float" in value && Number.isInteger(Number(value["$float"]));
}
