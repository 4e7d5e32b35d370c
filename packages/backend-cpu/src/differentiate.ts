import type { Operand, TypedArray } from "@sepconv/backend";
import { type CpuContext, elementsOf, type FloatArray } from "./cpu-context.js";
import { type DepthwiseStep, depthwiseStep } from "./depthwise-step.js";

/** Where the convolution's window stands. */
type Window = Pick<DepthwiseStep, "stride" | "dilation" | "padLeft">;

type Operands = { readonly [Name in "x" | "depthwise" | "gradient"]: Operand<TypedArray> } & {
  readonly pointwise?: Operand<TypedArray>;
};

type Outputs = { readonly [Name in "x" | "depthwise" | "pointwise" | "bias"]?: Operand<TypedArray> };

/**
 * Gradients of a separable convolution, or without `pointwise` of a depthwise one, where the gradient at the terms is e.
 *
 * One pass over the output steps; h is computed again, step by step. Sums over steps are kept in double precision, so
 * scratch is as large as the weights and does not grow with the length.
 */
export function differentiate(context: CpuContext, window: Window, operands: Operands, outputs: Outputs): void {
  const [batch = 0, steps = 0] = operands.x.shape;
  const [kernelSize = 1, channels = 0, multiplier = 0] = operands.depthwise.shape;
  const [, outputSteps = 0, filters = 0] = operands.gradient.shape;
  const inner = channels * multiplier;
  const x = elementsOf(operands.x);
  const depthwise = elementsOf(operands.depthwise);
  const pointwise = operands.pointwise && elementsOf(operands.pointwise);
  const gradient = elementsOf(operands.gradient);
  const filter = { ...window, x, depthwise, steps, kernelSize, channels, multiplier };
  const lengths = [inner, inner, kernelSize * inner, outputs.pointwise ? inner * filters : 0, filters] as const;
  const [h, termGradients, dDepthwise, dPointwise, dBias] = context.scratches(...lengths);
  for (const sums of [dDepthwise, dPointwise, dBias]) sums.fill(0);
  const dx = outputs.x && elementsOf(outputs.x).fill(0);

  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      const e = gradient.subarray((b * outputSteps + o) * filters, (b * outputSteps + o + 1) * filters);
      for (let f = 0; f < filters; f++) dBias[f]! += e[f]!;
      if (outputs.pointwise) {
        depthwiseStep(filter, b, o, h);
        for (let q = 0; q < inner; q++) {
          for (let f = 0; f < filters; f++) dPointwise[q * filters + f]! += h[q]! * e[f]!;
        }
      }
      if (!(outputs.x || outputs.depthwise)) continue;
      for (let q = 0; pointwise && q < inner; q++) {
        let total = 0;
        for (let f = 0; f < filters; f++) total += e[f]! * pointwise[q * filters + f]!;
        termGradients[q] = total;
      }
      addTapGradients(filter, b, o, pointwise ? termGradients : e, dDepthwise, dx);
    }
  }
  store(outputs.depthwise, dDepthwise);
  store(outputs.pointwise, dPointwise);
  store(outputs.bias, dBias);
}

/**
 * What output step o adds, for the gradient dh of the terms there: with t = o·stride + j·dilation − padLeft and q = c·M + m,
 * `dDepthwise[j,c,m] += dh[q]·x[b,t,c]` and `dx[b,t,c] += D[j,c,m]·dh[q]`. Taps outside the input add nothing.
 */
function addTapGradients(
  { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation, padLeft }: DepthwiseStep,
  b: number,
  o: number,
  dh: FloatArray,
  dDepthwise: Float64Array,
  dx: FloatArray | undefined,
): void {
  const inner = channels * multiplier;
  const origin = o * stride - padLeft;
  const first = Math.max(Math.ceil(-origin / dilation), 0);
  const end = Math.min(Math.ceil((steps - origin) / dilation), kernelSize);
  for (let q = 0; q < inner; q++) {
    const gradient = dh[q]!;
    let at = (b * steps + origin + first * dilation) * channels + Math.floor(q / multiplier);
    for (let tap = first * inner + q; tap < end * inner; tap += inner) {
      dDepthwise[tap]! += gradient * x[at]!;
      if (dx) dx[at]! += depthwise[tap]! * gradient;
      at += dilation * channels;
    }
  }
}

function store(output: Operand<TypedArray> | undefined, sums: Float64Array): void {
  if (output) elementsOf(output).set(sums);
}
