import { type Attrs, activationDerivatives, type OpName, type OpSpecs, type UnaryKind } from "@sepconv/backend";

type InputName<Op extends OpName> = OpSpecs[Op]["inputs"] | OpSpecs[Op]["optionalInputs"];
type OutputName<Op extends OpName> = OpSpecs[Op]["outputs"] | OpSpecs[Op]["optionalOutputs"];

/** Which inputs' and outputs' elements the gradient rule of an op reads. */
type KeptTensors<Op extends OpName> = (
  attrs: Attrs<Op>,
  wants: (input: InputName<Op>) => boolean,
) => readonly (InputName<Op> | OutputName<Op>)[];

const none = (): readonly never[] => [];
const withActivation = <Name>(names: readonly Name[], activation: unknown): readonly (Name | "y")[] =>
  activation ? [...names, "y"] : names;

/** What a kind's derivative is computed from, see unary.gradient.ts; the input where nothing is said. */
const derivedFrom: Readonly<Partial<Record<UnaryKind, "input" | "output">>> = {
  ...activationDerivatives,
  sqrt: "output",
  rsqrt: "output",
  squareplus: "output",
};

/**
 * What the tape keeps of each op until the backward pass: of all others it knows the shapes alone, and their memory is free.
 * A rule that reads something else meets a disposed tensor.
 */
export const keptTensors: { readonly [Op in OpName]: KeptTensors<Op> } = {
  unary: ({ kind }) => {
    if (kind === "gelu") return ["x", "y"];
    if (kind === "neg" || kind === "step" || kind === "sign") return [];
    return derivedFrom[kind] === "output" ? ["y"] : ["x"];
  },
  binary: ({ kind }, wants) => {
    if (kind === "add" || kind === "sub") return [];
    if (kind === "maximum" || kind === "minimum") return ["a", "b"];
    if (kind === "gate") return wants("a") ? ["b"] : [];
    // The gradient of a factor or dividend reads the other operand, that of a divisor both.
    return [...(wants("b") ? (["a"] as const) : []), ...(wants("a") || kind === "div" ? (["b"] as const) : [])];
  },
  reduce: ({ kind }) => (kind === "max" || kind === "min" ? ["x", "y"] : []),
  matmul: (_attrs, wants) => [...(wants("b") ? (["a"] as const) : []), ...(wants("a") ? (["b"] as const) : [])],
  softmax: () => ["y"],
  compare: none,
  select: () => ["condition"],
  cast: none,
  argReduce: none,
  cumsum: none,
  pad: none,
  slice: none,
  transpose: none,
  concat: none,
  gather: () => ["indices"],
  scatterAdd: () => ["indices"],
  conv1d: ({ activation }) => withActivation(["x", "filter"], activation),
  conv1dTranspose: ({ activation }) => withActivation(["x", "filter"], activation),
  depthwiseConv1d: ({ activation }) => withActivation(["x", "depthwise"], activation),
  pool: () => ["x"],
  separableConv1d: ({ activation }) => withActivation(["x", "depthwise", "pointwise"], activation),
  separableConv1dGradient: () => ["x", "depthwise", "pointwise", "gradient"],
  depthwiseConv1dGradient: () => ["x", "depthwise", "gradient"],
  batchNormalization: () => ["x", "gamma", "mean", "variance"],
  batchNormalizationGradient: () => ["x", "mean", "variance", "gradient", "gamma"],
  optimizerUpdate: none,
  dropoutMask: none,
};
