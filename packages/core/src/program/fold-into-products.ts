import { type ActivationKind, activationDerivatives, conv1dSpec } from "@sepconv/backend";
import { add, mul } from "../ops/binary.js";
import { broadcastTo } from "../ops/broadcast-to.js";
import { reshape } from "../ops/reshape.js";
import { neg } from "../ops/unary.js";
import type { Tensor } from "../tensor/tensor.js";
import { isProduct, type Product, scaledFilter } from "./product.js";
import type { Recording, Step, Use, Value } from "./step.js";

/** Makes a constant of what is computed of constants alone. */
export type MakeConstant = (compute: () => Tensor) => Use;

/**
 * What follows a convolution and is linear in each filter, or is an activation that kernels fuse, becomes part of it:
 *
 *     activation((x ∗ w + b) · s + t) = activation(x ∗ (w · s) + (b · s + t))
 *
 * That is how batch normalization disappears at inference. A product with a constant matrix is a convolution of one tap.
 *
 * @param hasConv1d whether the device has a kernel for it.
 */
export function foldIntoProducts(
  { steps, inputs, outputs }: Recording,
  make: MakeConstant,
  hasConv1d: () => boolean,
): Recording {
  const uses = countUses(steps, outputs);
  const folded: Step[] = [];
  /** Where in `folded` the product stands that computes a value. */
  const products = new Map<Value, number>();
  for (const recorded of steps) {
    const step = asConvolution(recorded, hasConv1d);
    const place = Object.values(step.inputs)
      .map(({ value }) => (uses.get(value) === 1 ? products.get(value) : undefined))
      .find((found) => found !== undefined);
    const source = place === undefined ? undefined : folded[place];
    const merged = source && isProduct(source) ? merge(source, step, make) : undefined;
    const kept = merged ?? step;
    const at = merged && place !== undefined ? place : folded.length;
    folded[at] = kept;
    const result = kept.outputs["y"];
    if (isProduct(kept) && result) products.set(result.value, at);
  }
  return { steps: folded, inputs, outputs };
}

/** How often each value is read. */
function countUses(steps: readonly Step[], outputs: readonly Use[]): ReadonlyMap<Value, number> {
  const uses = new Map<Value, number>();
  for (const { value } of [...steps.flatMap(({ inputs }) => Object.values(inputs)), ...outputs]) {
    uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  return uses;
}

/** `[1, rows, k] × [1, k, n]` with a constant matrix, as a convolution of one tap. */
function asConvolution(step: Step, hasConv1d: () => boolean): Step {
  if (step.op !== "matmul" || step.attrs.transposeA || step.attrs.transposeB) return step;
  const { a, b } = step.inputs;
  if (!a || b?.shape[0] !== 1 || b.value.constant === null || !hasConv1d()) return step;
  return {
    op: "conv1d",
    spec: conv1dSpec,
    attrs: { stride: 1, dilation: 1, groups: 1, activation: null },
    dynamic: { padLeft: 0 },
    inputs: { x: a, filter: b },
    outputs: step.outputs,
  };
}

/** The product with the step that reads it; undefined where the step stays apart. */
function merge(product: Product, step: Step, make: MakeConstant): Product | undefined {
  const [before, after] = [product.outputs["y"], step.outputs["y"]];
  if (product.attrs.activation !== null || !before || before.value.length !== after?.value.length) return undefined;
  const outputs = { y: { value: after.value, shape: before.shape } };
  if (step.op === "unary") {
    const { kind } = step.attrs;
    if (!(kind in activationDerivatives)) return undefined;
    // Each product keeps its own attributes: what the union of them cannot say.
    return { ...product, attrs: { ...product.attrs, activation: kind as ActivationKind }, outputs } as Product;
  }
  if (step.op !== "binary") return undefined;
  const { a, b } = step.inputs;
  const [self, other] = a?.value === before.value ? [a, b] : [b, a];
  const channels = before.shape.at(-1) ?? 1;
  const operand = other?.value.constant;
  if (!self || !operand || !isPerChannel(self, other, channels)) return undefined;
  const perChannel = (): Tensor => broadcastTo(reshape(operand, [operand.size]), [channels]);
  const bias = product.inputs["bias"]?.value.constant;
  // A bias that the input decides stays as it is.
  if (product.inputs["bias"] && !bias) return undefined;
  switch (step.attrs.kind) {
    case "add":
      return {
        ...product,
        inputs: { ...product.inputs, bias: make(() => (bias ? add(bias, perChannel()) : perChannel())) },
        outputs,
      };
    case "sub": {
      if (self !== a) return undefined;
      const shift = (): Tensor => neg(perChannel());
      return {
        ...product,
        inputs: { ...product.inputs, bias: make(() => (bias ? add(bias, shift()) : shift())) },
        outputs,
      };
    }
    case "mul": {
      const filter = scaledFilter(product, perChannel, make);
      if (!filter) return undefined;
      const scaledBias = bias && { bias: make(() => mul(bias, perChannel())) };
      return { ...product, inputs: { ...product.inputs, ...filter, ...scaledBias }, outputs };
    }
    default:
      return undefined;
  }
}

/** Whether an operand has one element for all of the product, or one for each channel, which both have last. */
function isPerChannel(product: Use, operand: Use, channels: number): boolean {
  const { length } = operand.value;
  if (length === 1) return true;
  return length === channels && operand.shape.at(-1) === channels && product.shape.at(-1) === channels;
}
