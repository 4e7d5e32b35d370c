/** A linear memory; its buffer is another one after it has grown. A shared one's is a `SharedArrayBuffer`. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The part of the global `WebAssembly` that the backend uses. Modules of this package export functions alone. */
export interface WebAssemblyInterface {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared?: boolean;
  }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new <Functions>(module: object, imports: object) => { readonly exports: Functions };
}

/** What this page or process has, if anything, when a backend opens. */
export function globalWebAssembly(): WebAssemblyInterface | undefined {
  // As a plain object: what the surroundings declare of this name differs from one set of libraries to the next.
  const surroundings: object = globalThis;
  return Reflect.get(surroundings, "WebAssembly");
}
