import { activationDerivatives, separateActivations, type UnaryKind } from "@sepconv/backend";
import fc from "fast-check";

export const sweptOps = ["separableConv1d", "depthwiseConv1d", "conv1d", "conv1dTranspose"] as const;

/** Names that Keras has for a kind of another name; null does nothing. */
const otherNames: Readonly<Record<string, UnaryKind | null>> = {
  linear: null,
  swish: "silu",
  exponential: "exp",
  celu: "elu",
  hard_swish: "hardSilu",
  leaky_relu: "leakyRelu",
  hard_sigmoid: "hardSigmoid",
  log_sigmoid: "logSigmoid",
};

const kinds = [...Object.keys(activationDerivatives), ...separateActivations] as UnaryKind[];

/** Every activation of a convolution under each of its names, with its kind. */
const activations: readonly (readonly [name: string, kind: UnaryKind | null])[] = [
  ...Object.entries(otherNames),
  ...kinds.map((kind) => [kind, kind] as const),
];

/** One call of a convolution: what a user could write, drawn at random. */
export interface Configuration {
  readonly op: (typeof sweptOps)[number];
  readonly batch: number;
  readonly steps: number;
  /** Channels and filters of one group. */
  readonly channels: number;
  readonly filters: number;
  readonly groups: number;
  readonly multiplier: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly dilationRate: number;
  readonly padding: "valid" | "same" | "causal";
  readonly outputPadding: number | null;
  /** `[batch, channels, steps]`: the op's layer computes it. Channels last are computed by the op itself. */
  readonly channelsFirst: boolean;
  readonly activation: readonly [name: string, kind: UnaryKind | null];
  readonly bias: boolean;
  /** What one element of x is instead of a number. */
  readonly special: number | null;
  readonly seed: number;
}

const count = (min: number, max: number) => fc.integer({ min, max });

export const configurations: fc.Arbitrary<Configuration> = fc
  .record({
    op: fc.constantFrom(...sweptOps),
    batch: count(0, 3),
    steps: count(0, 64),
    channels: count(1, 5),
    filters: count(1, 6),
    groups: count(1, 3),
    multiplier: count(1, 4),
    kernelSize: count(1, 12),
    strides: count(1, 5),
    dilationRate: count(1, 5),
    padding: fc.constantFrom("valid" as const, "same" as const, "causal" as const),
    outputPadding: fc.option(count(0, 4), { nil: null }),
    channelsFirst: fc.boolean(),
    activation: fc.constantFrom(...activations),
    bias: fc.boolean(),
    special: fc.option(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), {
      nil: null,
      freq: 9,
    }),
    seed: count(0, 2 ** 30),
  })
  .map((drawn) => ({
    ...drawn,
    groups: drawn.op === "conv1d" ? drawn.groups : 1,
    padding: drawn.padding === "causal" && !isCausal(drawn) ? "same" : drawn.padding,
    outputPadding: drawn.outputPadding === null ? null : drawn.outputPadding % drawn.strides,
  }));

/** Whether there is causal padding: not for what makes steps more, nor in the depthwise layer. */
function isCausal({ op, channelsFirst }: Pick<Configuration, "op" | "channelsFirst">): boolean {
  return op !== "conv1dTranspose" && !(op === "depthwiseConv1d" && channelsFirst);
}
