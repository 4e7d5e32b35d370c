import {
  ArgumentError,
  type BackendContext,
  bytesPerElement,
  elementCount,
  type Operand,
  type OpName,
} from "@sepconv/backend";
import type { BufferPool } from "./buffer-pool.js";
import type { CommandBatch } from "./command-batch.js";
import type { PackedWeights, Packing } from "./packed-weights.js";
import type { Pipeline, PipelineCache } from "./pipeline-cache.js";
import type { Shader } from "./wgsl/shader.js";

/** Where values may start in a buffer: what every device accepts as the offset of a binding. */
const alignment = 256;

/** What a kernel dispatches: operands, or whole buffers of its own. */
export interface KernelDispatch {
  readonly pipeline: Pipeline;
  readonly reads: readonly (Operand<GPUBuffer> | GPUBuffer)[];
  readonly writes: readonly (Operand<GPUBuffer> | GPUBuffer)[];
  readonly uniforms: Uint32Array;
  readonly workgroups: number;
  /** Told, now or later, if the shader did not run. */
  readonly onRefused?: (() => void) | undefined;
}

interface ContextParts {
  readonly pool: BufferPool;
  readonly pipelines: PipelineCache;
  readonly packed: PackedWeights;
  readonly batch: CommandBatch;
}

/** A kernel's view of the device: compile in the first phase, record dispatches in the second. Handles are buffers. */
export class WebGpuContext implements BackendContext<GPUBuffer> {
  declare readonly handleType?: GPUBuffer;
  readonly #parts: ContextParts;

  constructor(parts: ContextParts) {
    this.#parts = parts;
  }

  /** The pipeline of a shader, compiled once for each op and text. Errors are put down to `op`. */
  pipeline(op: OpName, shader: Shader): Pipeline {
    return this.#parts.pipelines.get(op, shader);
  }

  /** Records a dispatch behind all others. */
  dispatch({ reads, writes, ...dispatch }: KernelDispatch): void {
    this.#parts.batch.record({ ...dispatch, buffers: [...reads, ...writes].map(bindingOf) });
  }

  /**
   * Calls `use` with the packed form of a weight: kept for a variable, in scratch for the time of the launch for any
   * other value.
   */
  withPacked({ constant }: Operand<GPUBuffer>, packing: Packing, use: (packed: GPUBuffer) => void): void {
    const { packed, pool } = this.#parts;
    if (constant) {
      use(packed.get(constant, packing));
      return;
    }
    const scratch = pool.acquire(packing.bytes, "scratch");
    packing.pack(scratch);
    use(scratch);
    pool.release(scratch);
  }
}

/** An empty operand has nothing to bind at its offset; its shader reads nothing, whatever is bound. */
function bindingOf(source: Operand<GPUBuffer> | GPUBuffer): GPUBufferBinding {
  if (!("handle" in source)) return { buffer: source };
  const { handle: buffer, byteOffset: offset, dtype, shape } = source;
  const size = elementCount(shape) * bytesPerElement[dtype];
  if (size === 0) return { buffer };
  if (offset % alignment === 0) return { buffer, offset, size };
  throw new ArgumentError({
    where: 'device "webgpu"',
    problem: "an operand starts at a place that cannot be bound",
    expected: `a byteOffset that is a multiple of ${alignment}`,
    got: offset,
  });
}
