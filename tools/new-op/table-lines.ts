import { type NewOp, typeName } from "./templates.ts";

/** One line of a new op in a table that lists all of them. */
export interface TableLine {
  /** The table's file, from the root. */
  readonly file: string;
  /** An import or export; formatting puts it into its place. */
  readonly module?: string;
  /** The text before the place of an entry; the entry stands at the end of the block that opens there. */
  readonly block?: string;
  readonly entry?: string;
  /** The text behind which something is put in on the same line. */
  readonly after?: string;
  readonly insert?: string;
}

/** Every line that a new op needs. On WASM and WebGPU it begins as a gap. */
export function tableLines({ name, basename, fused }: NewOp): readonly TableLine[] {
  const type = typeName(name);
  const reason = fused ? "runs by its definition in primitives" : "has no kernel here yet";
  const kernel = `import { ${name} } from "./kernels/${basename}.js";`;
  return [
    {
      file: "packages/backend/src/op-specs/op-specs.ts",
      module: `import type { ${type} } from "./${basename}.js";`,
      block: "export interface OpSpecs {",
      entry: `${name}: ${type};`,
    },
    { file: "packages/backend/src/index.ts", module: `export { ${name}Spec } from "./op-specs/${basename}.js";` },
    { file: "packages/core/src/index.ts", module: `export { ${name} } from "./ops/${basename}.js";` },
    {
      file: "packages/core/src/autodiff/gradient-rules.ts",
      module: `import { ${name}Gradient } from "../ops/${basename}.gradient.js";`,
      block: "export const gradientRules: GradientRules = {",
      entry: `${name}: ${name}Gradient,`,
    },
    {
      file: "packages/core/src/autodiff/kept-tensors.ts",
      block: "export const keptTensors",
      entry: `${name}: () => ["x", "y"],`,
    },
    {
      file: "packages/backend-cpu/src/all-kernels.ts",
      module: kernel,
      block: "export const allKernels",
      entry: `${name},`,
    },
    { file: "packages/backend-cpu/src/pick.ts", module: kernel.replace("import", "export") },
    { file: "packages/backend-wasm/src/gaps.ts", block: "export const gaps", entry: `${name}: "${reason}",` },
    { file: "packages/backend-webgpu/src/gaps.ts", block: "export const gaps", entry: `${name}: "${reason}",` },
    {
      file: "packages/conformance/src/op-specs.ts",
      module: `import { ${name}Spec } from "@sepconv/backend";`,
      block: "export const opSpecs",
      entry: `${name}: ${name}Spec,`,
    },
    {
      file: "packages/conformance/src/reference/references.ts",
      module: `import { ${name} } from "./${basename}.js";`,
      block: "export const references",
      entry: `${name},`,
    },
    {
      file: "packages/conformance/src/cases/cases.ts",
      module: `import { ${name} } from "./${basename}.js";`,
      block: "export const cases",
      entry: `${name},`,
    },
    { file: "packages/conformance/test/wasm.test.ts", after: "gaps = [", insert: `"${name}", ` },
    { file: "packages/conformance/test/webgpu.browser.test.ts", after: "gaps: [", insert: `"${name}", ` },
  ];
}

/**
 * The table's text with the line put in.
 *
 * @throws Error naming the file where there is no place for the line.
 */
export function withLine(text: string, { file, module, block, entry, after, insert }: TableLine): string {
  let changed = text;
  if (after !== undefined && insert !== undefined) {
    const at = placeOf(changed, file, after) + after.length;
    changed = changed.slice(0, at) + insert + changed.slice(at);
  }
  if (block !== undefined && entry !== undefined) {
    const opening = placeOf(changed, file, block);
    const at = placeOf(changed, file, "\n}", opening);
    changed = `${changed.slice(0, at)}\n  ${entry}${changed.slice(at)}`;
  }
  return module === undefined ? changed : `${module}\n${changed}`;
}

function placeOf(text: string, file: string, wanted: string, from = 0): number {
  const at = text.indexOf(wanted, from);
  if (at === -1) throw new Error(`${file}: no place for the new op's line; expected ${JSON.stringify(wanted)}.`);
  return at;
}
