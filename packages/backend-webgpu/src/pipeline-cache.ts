import type { OpName, SepconvError } from "@sepconv/backend";
import type { DeviceFaults } from "./device-faults.js";
import type { Shader } from "./wgsl/shader.js";

/** A compiled shader. */
export interface Pipeline {
  /** The op that errors are put down to. */
  readonly op: OpName;
  readonly compute: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  /** Why it does not work, once the device has said so. */
  readonly fault: SepconvError | null;
}

type PipelineSource = Pick<
  GPUDevice,
  "createBindGroupLayout" | "createPipelineLayout" | "createShaderModule" | "createComputePipeline"
>;

/**
 * Each shader text is compiled once for each op. What a shader depends on is in its text, so the text is the key; ops do
 * not share pipelines, so that an error names the right one.
 */
export class PipelineCache {
  readonly #device: PipelineSource;
  readonly #faults: DeviceFaults;
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  readonly #pipelines = new Map<string, Pipeline>();

  constructor(device: PipelineSource, faults: DeviceFaults) {
    this.#device = device;
    this.#faults = faults;
  }

  /** Pipelines created so far. */
  get size(): number {
    return this.#pipelines.size;
  }

  /** The pipeline of a shader. A shader that does not compile is told at the next read, with the op's name. */
  get(op: OpName, shader: Shader): Pipeline {
    const key = `${op}\n${shader.code}`;
    const known = this.#pipelines.get(key);
    if (known) return known;
    const pipeline = this.#create(op, shader);
    this.#pipelines.set(key, pipeline);
    return pipeline;
  }

  #create(op: OpName, shader: Shader): Pipeline {
    let fault: SepconvError | null = null;
    const created = this.#faults.guard(
      op,
      () => {
        const layout = this.#layoutFor(shader);
        const module = this.#device.createShaderModule({ label: op, code: shader.code });
        const compute = this.#device.createComputePipeline({
          label: op,
          layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
          compute: { module, entryPoint: "main" },
        });
        return { layout, compute };
      },
      (found) => {
        fault = found;
      },
    );
    return {
      op,
      ...created,
      get fault() {
        return fault;
      },
    };
  }

  /** Uniforms first, then what is read, then what is written. */
  #layoutFor({ reads, writes }: Shader): GPUBindGroupLayout {
    const key = `${reads},${writes}`;
    const known = this.#layouts.get(key);
    if (known) return known;
    const types: readonly GPUBufferBindingType[] = [
      "uniform",
      ...new Array<GPUBufferBindingType>(reads).fill("read-only-storage"),
      ...new Array<GPUBufferBindingType>(writes).fill("storage"),
    ];
    const layout = this.#device.createBindGroupLayout({
      label: `${reads} reads, ${writes} writes`,
      entries: types.map((type, binding) => ({ binding, visibility: shaderStageCompute, buffer: { type } })),
    });
    this.#layouts.set(key, layout);
    return layout;
  }
}

/** `GPUShaderStage.COMPUTE` */
const shaderStageCompute = 0x4;
