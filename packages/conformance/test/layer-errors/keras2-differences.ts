import { isJson, type Json } from "../layer-configs/python-arguments.js";
import type { ErrorCase } from "../v1/error-case.js";

/** When a case differs from Keras 2 on purpose, and why. */
interface Rule {
  readonly why: string;
  readonly holds: (facts: Facts) => boolean;
}

/** A case, and what Keras 2 says to it. */
interface Facts {
  readonly each: ErrorCase;
  readonly args: Json;
  /** Whether the constructor accepts the arguments. */
  readonly constructed: boolean;
  /** Everything that Keras 2 says against the case. */
  readonly complaints: string;
}

const counts = ["filters", "kernel_size", "strides", "dilation_rate", "depth_multiplier"];
const halves = ["float16", "bfloat16", "half"];

const rules: readonly Rule[] = [
  {
    why: "dtypes other than float32 and float64 do not exist here",
    holds: ({ args, constructed, each }) =>
      (constructed &&
        "dtype" in args &&
        ![null, "float32", "float64", "double", "bogus"].includes(args["dtype"] as null)) ||
      (each.calls ?? []).some((call) => isJson(call["input"]) && halves.includes(`${call["input"]["dtype"]}`)),
  },
  {
    why: "JavaScript has one kind of number: 3.0 is 3",
    holds: ({ args }) =>
      counts.some((name) => isTagged(args[name], "$numpy") && !isWholeNumpy(name, args[name])) ||
      counts.filter((name) => name !== "filters").some((name) => isWholeFloat(args[name])) ||
      ["kernel_size", "dilation_rate"].some((name) => isListOf(args[name], isWholeFloat)),
  },
  {
    why: "truth values are no numbers, and numbers no truth values",
    holds: ({ args, constructed }) =>
      (constructed && counts.some((name) => args[name] === true || isListOf(args[name], (item) => item === true))) ||
      ("use_bias" in args && typeof args["use_bias"] !== "boolean") ||
      args["depth_multiplier"] === false,
  },
  {
    why: "a list is an array, and no set",
    holds: ({ args }) => counts.some((name) => isTagged(args[name], "$set")),
  },
  {
    why: "what is no whole number is refused at once",
    holds: ({ args, constructed }) => constructed && counts.some((name) => name in args && isNoCount(args[name])),
  },
  {
    why: "what Keras refuses only when it calls the layer is refused at once",
    holds: ({ args, constructed }) =>
      (constructed && (Array.isArray(args["padding"]) || isTagged(args["padding"], "$tuple"))) ||
      Number(args["depth_multiplier"] ?? 1) <= 0 ||
      Object.entries(args).some(
        ([name, value]) => name.endsWith("_regularizer") && ["bogus", ""].includes(`${value}`) && constructed,
      ),
  },
  {
    why: "what Keras 2 takes from the class above, and never uses, is dropped",
    holds: ({ complaints, args }) =>
      (complaints.includes("groups") && args["strides"] !== 0) || args["kernel_initializer"] === "bogus",
  },
  { why: "an empty name is none", holds: ({ args }) => args["name"] === "" },
  {
    why: "keywords that Keras 3 no longer has",
    holds: ({ args }) => ["dynamic", "weights", "implementation", "conv_op"].some((name) => name in args),
  },
  {
    why: "strides and dilation together are computed",
    holds: ({ complaints }) => complaints.includes("not supported in conjunction"),
  },
  {
    why: "channels first works on every device",
    holds: ({ complaints }) => complaints.includes("only supported for NHWC format"),
  },
  {
    why: "an input of another rank than 3 is refused at once",
    holds: ({ each }) => each.build !== undefined && !each.build.error && each.build_shape?.length !== 3,
  },
  {
    why: "a shape that is none is an error of the shape",
    holds: ({ each, complaints }) => each.build_shape === null && complaints.includes("not subscriptable"),
  },
  {
    why: "an input without channels is refused",
    holds: ({ each }) => each.build !== undefined && each.build_shape?.at(channelsAxis(each)) === 0,
  },
  {
    why: "an input that is too short for one step of output is refused",
    holds: ({ each }) =>
      (each.build !== undefined && !each.build.error && Number(each.build_shape?.at(stepsAxis(each)) ?? 3) < 3) ||
      (each.calls ?? []).some(({ output_shape: shape }) => Array.isArray(shape) && shape[0] !== 0 && shape.includes(0)),
  },
];

function isTagged(value: unknown, tag: string): value is Json {
  return isJson(value) && tag in value;
}

function isWholeFloat(value: unknown): boolean {
  return isTagged(value, "$float") && Number.isInteger(Number(value["$float"]));
}

/** NumPy's whole numbers, which TensorFlow takes for filters alone. */
function isWholeNumpy(name: string, value: Json): boolean {
  return name === "filters" && `${value["$numpy"]}`.startsWith("int");
}

function isListOf(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.some(holds);
}

function isNoCount(value: unknown): boolean {
  const item: unknown = Array.isArray(value) ? value[0] : value;
  return item === null || typeof item === "string" || (typeof item === "number" && !Number.isInteger(item));
}

function stepsAxis({ args }: ErrorCase): number {
  return args["data_format"] === "channels_first" ? 2 : 1;
}

function channelsAxis({ args }: ErrorCase): number {
  return args["data_format"] === "channels_first" ? 1 : 2;
}

/** Why the answer to a case differs from Keras 2's on purpose; undefined where it must not. */
export function differenceOf(each: ErrorCase): string | undefined {
  const constructed = Object.hasOwn(each, "constructor") ? each.constructor : undefined;
  const answers = [constructed, each.build, ...(each.calls ?? [])];
  const facts: Facts = {
    each,
    args: each.args,
    constructed: constructed !== undefined && constructed.error === undefined,
    complaints: answers.flatMap((answer) => answer?.error?.message ?? []).join("\n"),
  };
  return rules.find(({ holds }) => holds(facts))?.why;
}
