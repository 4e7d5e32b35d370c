/** A linear memory; its buffer is another one after it has grown. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The part of the global `WebAssembly` that the backend uses. Modules of this package export functions alone. */
export interface WebAssemblyInterface {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new <Functions>(module: object, imports: object) => { readonly exports: Functions };
}

/** What the backend needs of the place that it runs in. */
export interface WasmPlatform {
  readonly WebAssembly: WebAssemblyInterface | undefined;
  readonly atob: (base64: string) => string;
}

/** The platform of this page or process, read when a backend opens. */
export function globalPlatform(): WasmPlatform {
  // As a plain object: what the surroundings declare of these names differs from one set of libraries to the next.
  const surroundings: object = globalThis;
  return { WebAssembly: Reflect.get(surroundings, "WebAssembly"), atob: Reflect.get(surroundings, "atob") };
}
