/** A set with activations, and what its README says about comparing with it. */
export interface ActivationSet {
  /** Path below the folder `golden`, without extension. */
  readonly file: "keras3/activations" | "tf215/v2-parts";
  readonly dialect: "keras2" | "keras3";
  /** The field that names the function, and the tensor with the gradient of x. */
  readonly name: string;
  readonly gradient: string;
  /** Functions, and layers that serve as activations. */
  readonly cases: number;
}

export const activationSets: readonly ActivationSet[] = [
  {
    file: "keras3/activations",
    dialect: "keras3",
    name: "activation",
    gradient: "grad_x",
    cases: 50,
  },
  {
    file: "tf215/v2-parts",
    dialect: "keras2",
    name: "name",
    gradient: "dx",
    cases: 59,
  },
];

/**
 * By how much an element may differ, as a share of max(1, |element|). Every element has its own share: the vectors reach
 * 1e20, beside which anything would be small.
 *
 * - float32: both sides round a few times. The derivatives of mish and of gelu's approximation hold 1 − tanh², where
 *   TensorFlow's tanh has lost what is left of it, times x.
 * - float64: some 1e-15 of TensorFlow's functions. It holds the slope of a leaky relu, and 0.044715 and √2 of gelu, in
 *   single precision, which is off by up to 2⁻²⁵ of what they multiply.
 */
export function toleranceOf(name: string, args: Readonly<Record<string, unknown>>, dtype: string): number {
  if (dtype !== "float64") return name === "mish" || args["approximate"] === true ? 1e-5 : 5e-6;
  const leaky = name === "leaky_relu" || (name === "relu" && Object.keys(args).join() === "alpha");
  return leaky || name === "gelu" ? 2 ** -25 : 1e-13;
}

/**
 * Whether our gradient differs on purpose. TensorFlow takes selu's from its output, which is eˣ − 1 computed as such: for x
 * just below 0 that is 0, and the slope becomes the one of the other side, 1.05 for 1.76. Ours has its digits.
 */
export function differsOnPurpose(name: string, x: number, dtype: string): boolean {
  return name === "selu" && x < 0 && x > (dtype === "float64" ? -(2 ** -54) : -(2 ** -25));
}
