import { elementCount, type Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { dropoutMaskShader, dropoutMaskUniforms } from "./dropout-mask.wgsl.js";

/** `y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept`: one invocation for the four numbers of a counter. */
export const dropoutMask: Kernel<"dropoutMask", WebGpuContext> = (context) => {
  const pipeline = context.pipeline("dropoutMask", dropoutMaskShader());
  return (_operands, { y }, { key: [keyLow, keyHigh], counter: [counterLow, counterHigh], threshold, kept }) => {
    const length = elementCount(y.shape);
    const [keptBits = 0] = new Uint32Array(Float32Array.of(kept).buffer);
    context.dispatch({
      pipeline,
      reads: [],
      writes: [y],
      uniforms: dropoutMaskUniforms.pack({
        length,
        keyLow,
        keyHigh,
        counterLow,
        counterHigh,
        threshold,
        keptBits,
      }),
      workgroups: Math.ceil(length / (4 * workgroupSize)),
    });
  };
};
