/** A buffer for tests without a device: it knows its size and whether it was destroyed. */
export interface FakeBuffer extends GPUBuffer {
  readonly destroyed: boolean;
}

export function fakeBuffer(size: number, usage = 0): FakeBuffer {
  let destroyed = false;
  return {
    __brand: "GPUBuffer",
    label: "",
    size,
    usage,
    mapState: "unmapped",
    mapAsync: () => Promise.reject(new Error("a fake buffer cannot be mapped")),
    getMappedRange: () => new ArrayBuffer(size),
    unmap: () => undefined,
    destroy: () => {
      destroyed = true;
      return undefined;
    },
    get destroyed() {
      return destroyed;
    },
  };
}
