import { isDType } from "@sepconv/backend";
import type { ErrorCase } from "./error-case.js";
import { isJson, type Json } from "./tagged-values.js";

/** Why the answer to a case differs from TensorFlow's on purpose; undefined where it must not. */
export function differenceOf({ args, calls = [], functional }: ErrorCase): string | undefined {
  if (usesUnknownDType(args["dtype"]) || usesUnknownDType((calls[0]?.["input"] as Json | undefined)?.["dtype"])) {
    return "dtypes other than float32, float64, int32 and bool do not exist here";
  }
  if (!functional && wholeNumbersDiffer(args)) return "JavaScript has one kind of number: 3.0 is 3";
  if (calls.some(({ error }) => error?.message.startsWith("Negative dimension size"))) {
    return "an input that is too short by less than a stride gives no steps, whether its length is known or not";
  }
  return undefined;
}

function usesUnknownDType(dtype: unknown): boolean {
  return dtype !== undefined && dtype !== null && dtype !== "double" && dtype !== "bogus" && !isDType(dtype);
}

/** Floats and NumPy's numbers where TensorFlow wants Python's whole ones. */
function wholeNumbersDiffer(args: Json): boolean {
  const scalar = (name: string): boolean => isWholeFloat(args[name]) || isNumpy(args[name]);
  const listed = (name: string): boolean => Array.isArray(args[name]) && args[name].some(isWholeFloat);
  return (
    ["kernel_size", "strides", "dilation_rate", "depth_multiplier"].some(scalar) ||
    ["kernel_size", "dilation_rate"].some(listed) ||
    (isNumpy(args["filters"]) && String(args["filters"]["$numpy"]).startsWith("float"))
  );
}

function isWholeFloat(value: unknown): boolean {
  return isJson(value) && "$float" in value && Number.isInteger(Number(value["$float"]));
}

function isNumpy(value: unknown): value is Json {
  return isJson(value) && "$numpy" in value;
}
