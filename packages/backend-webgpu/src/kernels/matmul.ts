import type { Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { matmulShader, matmulTile, matmulUniforms } from "./matmul.wgsl.js";

/** `y[p,i,j] = Σ_k a[p,i,k] · b[p,k,j]`. How a and b are stored is static, so each of the four pairs is a shader. */
export const matmul: Kernel<"matmul", WebGpuContext> = (context, attrs) => {
  const pipeline = context.pipeline("matmul", matmulShader(attrs));
  return ({ a, b }, { y }) => {
    const [batch = 0, m = 0, n = 0] = y.shape;
    const k = a.shape[attrs.transposeA ? 1 : 2] ?? 0;
    context.dispatch({
      pipeline,
      reads: [a, b],
      writes: [y],
      uniforms: matmulUniforms.pack({ batch, m, n, k }),
      workgroups: batch * Math.ceil(m / matmulTile) * Math.ceil(n / matmulTile),
    });
  };
};
