import { relax, share } from "./other-builds.js";
import { decodePrintable } from "./printable-bytes.js";
import type { WebAssemblyInterface } from "./web-assembly.js";

/** A module's family and, behind a space, its bytes as printable text; with the type of the functions that it exports. */
export type WasmBinary<Functions> = string & { readonly functions?: Functions };

export interface WasmBuild {
  /** Whether products and sums become one instruction. */
  readonly relaxed: boolean;
  /** Whether workers share its memory. */
  readonly shared: boolean;
}

/** The name of a module's family. */
export function familyOf(binary: string): string {
  return binary.slice(0, binary.indexOf(" "));
}

export function compileBinary(api: WebAssemblyInterface, binary: string, { relaxed, shared }: WasmBuild): object {
  const bytes = decodePrintable(binary.slice(binary.indexOf(" ") + 1));
  if (relaxed) relax(bytes);
  if (shared) share(bytes);
  return new api.Module(bytes);
}
