import { type Backend, bytesOf, type ConstantKey, type Kernel, type Operand, type Shape } from "@sepconv/backend";
import type { WebGpuContext } from "../src/webgpu-context.js";

export function blank(backend: Backend<GPUBuffer>, shape: Shape): Operand<GPUBuffer> {
  const length = shape.reduce((product, extent) => product * extent, 1);
  return { handle: backend.allocate("float32", length), byteOffset: 0, dtype: "float32", shape, constant: null };
}

export function place(
  backend: Backend<GPUBuffer>,
  values: readonly number[],
  shape: Shape = [values.length],
  constant: ConstantKey | null = null,
): Operand<GPUBuffer> {
  const operand = { ...blank(backend, shape), constant };
  backend.write(operand.handle, 0, bytesOf(Float32Array.from(values)));
  return operand;
}

/** −x, launched. */
export function negate(backend: Backend<GPUBuffer>, x: Operand<GPUBuffer>): Operand<GPUBuffer> {
  const type = { dtype: x.dtype, rank: x.shape.length, static: [] };
  const launch = backend.plan("unary", { kind: "neg" }, { x: type });
  const y = blank(backend, x.shape);
  launch?.({ x }, { y }, {});
  return y;
}

/** A kernel whose shader is no WGSL. */
export const misspelt: Kernel<"binary", WebGpuContext> = (context) => {
  const pipeline = context.pipeline("binary", { code: "fn main( {", reads: 2, writes: 1 });
  return ({ a, b }, { y }) =>
    context.dispatch({ pipeline, reads: [a, b], writes: [y], uniforms: new Uint32Array(1), workgroups: 1 });
};

/** x + x, launched: with the kernel above a command that the device refuses. */
export function launchBinary(backend: Backend<GPUBuffer>, x: Operand<GPUBuffer>): void {
  const type = { dtype: x.dtype, rank: x.shape.length, static: [] };
  const launch = backend.plan("binary", { kind: "add" }, { a: type, b: type });
  launch?.({ a: x, b: x }, { y: blank(backend, x.shape) }, {});
}

/** A convolution of one sequence with one channel and one filter. */
export interface SmallConvolution {
  readonly x: Operand<GPUBuffer>;
  /** `[K, 1, 1]` */
  readonly depthwise: Operand<GPUBuffer>;
  /** `[1, 1, 1]` */
  readonly pointwise: Operand<GPUBuffer>;
  readonly stride?: number;
  readonly dilation?: number;
  readonly padLeft?: number;
  readonly outputSteps: number;
}

/** `y[o] = pointwise · Σ_j depthwise[j] · x[o·stride + j·dilation − padLeft]`, launched. */
export function convolve(
  backend: Backend<GPUBuffer>,
  { x, depthwise, pointwise, stride = 1, dilation = 1, padLeft = 0, outputSteps }: SmallConvolution,
): Operand<GPUBuffer> {
  const launch = backend.plan(
    "separableConv1d",
    { stride, dilation, activation: null },
    {
      x: { dtype: "float32", rank: 3, static: [] },
      depthwise: { dtype: "float32", rank: 3, static: depthwise.shape },
      pointwise: { dtype: "float32", rank: 3, static: [1] },
    },
  );
  const y = blank(backend, [1, outputSteps, 1]);
  launch?.({ x, depthwise, pointwise }, { y }, { padLeft });
  return y;
}
