import { type ListedOp, specFile } from "./read-ops.ts";

/** A file that an op has. */
export interface OpFile {
  /** From the root. */
  readonly path: string;
  /** What it holds, for messages: "the gradient rule". */
  readonly what: string;
  /** The device that may list the op as a gap in place of this file. */
  readonly device?: Device;
}

/** A backend that may lack kernels, and where it says which. */
export interface Device {
  readonly name: string;
  /** The file that declares `gaps`, from the root. */
  readonly gaps: string;
}

export const devices: readonly Device[] = [
  { name: "wasm", gaps: "packages/backend-wasm/src/gaps.ts" },
  { name: "webgpu", gaps: "packages/backend-webgpu/src/gaps.ts" },
];

const ops = "packages/core/src/ops";
const conformance = "packages/conformance/src";

/** Every file of an op: one basename everywhere. A fused op has its definition in primitives, too. */
export function filesOf({ basename, kind }: ListedOp): readonly OpFile[] {
  return [
    { path: specFile(basename), what: "the spec" },
    { path: `${ops}/${basename}.ts`, what: "the op of core" },
    { path: `${ops}/${basename}.gradient.ts`, what: "the gradient rule" },
    ...(kind === "fused" ? [{ path: `${ops}/${basename}.definition.ts`, what: "the definition in primitives" }] : []),
    { path: `packages/backend-cpu/src/kernels/${basename}.ts`, what: "the cpu kernel" },
    ...devices.map((device) => ({
      path: `packages/backend-${device.name}/src/kernels/${basename}.ts`,
      what: `the ${device.name} kernel, or a listed gap`,
      device,
    })),
    { path: `${conformance}/reference/${basename}.ts`, what: "the reference" },
    { path: `${conformance}/cases/${basename}.ts`, what: "the cases" },
  ];
}

/** Folders, and endings in them, where every file belongs to an op; with those that do not. */
export const opFolders: readonly { folder: string; ending: string; except: readonly string[] }[] = [
  { folder: "packages/backend/src/op-specs", ending: ".ts", except: ["op-spec.ts", "op-specs.ts"] },
  { folder: ops, ending: ".gradient.ts", except: [] },
  { folder: ops, ending: ".definition.ts", except: [] },
  { folder: "packages/backend-cpu/src/kernels", ending: ".ts", except: [] },
];
