import type { Backend, BackendStatistics, Launch, OpName } from "@sepconv/backend";

/** A backend whose kernels do nothing: what a call through it costs is the engine's share. */
export function createEmptyBackend(garbageCollected: boolean): Backend<number> {
  const nothing = (): void => {};
  const statistics: BackendStatistics = {
    plans: 0,
    compilations: 0,
    packs: 0,
    allocations: 0,
    launches: 0,
    submits: 0,
    liveBytes: 0,
    packedBytes: 0,
    peakScratchBytes: 0,
  };
  return {
    name: garbageCollected ? "empty, collected" : "empty, freed by hand",
    dtypes: new Set(["float32"]),
    limits: { bytesPerValue: Number.POSITIVE_INFINITY, liveBytes: Number.POSITIVE_INFINITY },
    gaps: {},
    garbageCollected,
    plan: <Op extends OpName>(): Launch<Op, number> => nothing,
    allocate: () => 0,
    free: nothing,
    write: nothing,
    read: async () => new Float32Array(),
    readSync: () => new Float32Array(),
    forget: nothing,
    statistics: () => statistics,
    dispose: nothing,
  };
}
