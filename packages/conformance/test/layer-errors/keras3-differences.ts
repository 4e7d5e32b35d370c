import type { LayerErrorEntry } from "./layer-error-entry.js";

/** When an entry differs from Keras on purpose, and why. */
interface Rule {
  readonly why: string;
  readonly holds: (entry: LayerErrorEntry) => boolean;
}

const counts = ["filters", "kernel_size", "strides", "dilation_rate", "depth_multiplier", "groups"];

/** Keras accepts it, or at least the constructor does. */
const accepted = ({ exception }: LayerErrorEntry): boolean => exception === null;

const rules: readonly Rule[] = [
  {
    why: "JavaScript has one kind of number: 3.0 is 3",
    holds: ({ message = "" }) => /Received kernel_size=\d+\.0$/.test(message),
  },
  {
    why: "truth values are no numbers, and numbers no truth values",
    holds: (entry) =>
      accepted(entry) &&
      (counts.some((name) => typeof entry.args[name] === "boolean") || typeof entry.args["use_bias"] === "string"),
  },
  {
    why: "what Keras refuses only when it builds the layer is refused at once",
    holds: (entry) =>
      accepted(entry) &&
      (Array.isArray(entry.args["padding"]) ||
        counts.some(
          (name) => name in entry.args && !isCount(entry.args[name]) && typeof entry.args[name] !== "boolean",
        )),
  },
  {
    why: "what Keras refuses only when it calls the layer is refused at once",
    holds: ({ layer, args, exception }) =>
      exception === null && ((layer === "MaxPooling1D" && args["padding"] === "causal") || args["output_size"] === 0),
  },
  {
    why: "causal padding, which Keras 2 had",
    holds: ({ layer, args, exception }) =>
      exception !== null && layer === "SeparableConv1D" && `${args["padding"]}`.toLowerCase() === "causal",
  },
  {
    why: "strides and dilation together are computed",
    holds: ({ message = "" }) => message.includes("not supported in conjunction"),
  },
  {
    why: "an input's shape may be given with the batch, as in Keras 2",
    holds: ({ message = "" }) => /Unrecognized keyword arguments .*(batch_input_shape|batch_size)/.test(message),
  },
  {
    why: "layers compute with floating-point numbers",
    holds: ({ args }) => args["dtype"] === "int32",
  },
  {
    why: "an input whose channels are unknown is an error of its shape, as in Keras 2",
    holds: ({ exception, stage, message = "" }) =>
      exception === "TypeError" && stage === "build" && message.includes("'NoneType'"),
  },
  {
    why: "an input without channels is refused",
    holds: (entry) => accepted(entry) && entry.build_shape?.at(-1) === 0,
  },
  {
    why: "an input of another rank than 3 is refused at once",
    holds: (entry) => accepted(entry) && entry.build_shape !== null && entry.build_shape.length !== 3,
  },
  {
    why: "an input that is too short for one step of output is refused",
    holds: (entry) =>
      accepted(entry) && entry.layer !== "Conv1DTranspose" && entry.output_shape?.[1] === 0 && isValid(entry),
  },
];

function isCount(value: unknown): boolean {
  const [only, ...others] = Array.isArray(value) ? value : [value];
  return others.length === 0 && Number.isInteger(only);
}

function isValid({ args }: LayerErrorEntry): boolean {
  return `${args["padding"] ?? "valid"}`.toLowerCase() === "valid";
}

/** Why the answer to an entry differs from Keras' on purpose; undefined where it must not. */
export function differenceOf(entry: LayerErrorEntry): string | undefined {
  return rules.find(({ holds }) => holds(entry))?.why;
}
