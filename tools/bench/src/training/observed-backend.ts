import type { Attrs, Backend, Launch, OpName } from "@sepconv/backend";

/** What one kind of kernel took. */
export interface KernelTime {
  launches: number;
  milliseconds: number;
}

/** What a backend did since `reset`. */
export interface Observation {
  /** By the op's name, or its function's. */
  readonly kernels: Map<string, KernelTime>;
  /** The most bytes of values and packed weights at once. */
  peakBytes: number;
  allocations: number;
  reset(): void;
}

/** The same backend, whose launches are timed and whose memory is watched. Each launch takes a tenth of a microsecond more. */
export function observed(backend: Backend<number>): { backend: Backend<number>; observation: Observation } {
  const observation: Observation = {
    kernels: new Map(),
    peakBytes: 0,
    allocations: 0,
    reset() {
      this.kernels.clear();
      this.peakBytes = 0;
      this.allocations = 0;
    },
  };
  const watched: Backend<number> = {
    ...backend,
    plan(op, attrs, types) {
      const launch = backend.plan(op, attrs, types);
      return launch && timed(nameOf(op, attrs), launch, observation.kernels);
    },
    allocate(dtype, length) {
      const handle = backend.allocate(dtype, length);
      const { liveBytes, packedBytes } = backend.statistics();
      observation.peakBytes = Math.max(observation.peakBytes, liveBytes + packedBytes);
      observation.allocations++;
      return handle;
    },
  };
  return { backend: watched, observation };
}

function timed<Op extends OpName>(
  name: string,
  launch: Launch<Op, number>,
  kernels: Map<string, KernelTime>,
): Launch<Op, number> {
  return (operands, outputs, dynamic) => {
    const start = performance.now();
    launch(operands, outputs, dynamic);
    const milliseconds = performance.now() - start;
    const known = kernels.get(name) ?? { launches: 0, milliseconds: 0 };
    known.launches++;
    known.milliseconds += milliseconds;
    kernels.set(name, known);
  };
}

function nameOf<Op extends OpName>(op: Op, attrs: Attrs<Op>): string {
  return "kind" in attrs ? `${op} ${attrs.kind}` : op;
}
