import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { findMissing } from "./find-missing.ts";
import { devices, filesOf, opFolders } from "./op-files.ts";
import { keysOf, readOps } from "./read-ops.ts";

const repository = resolve(import.meta.dirname, "../..");
const copy = mkdtempSync(join(tmpdir(), "new-op-"));

/** The folders that the check looks into, without the packages around them. */
const folders = new Set([
  ...opFolders.map(({ folder }) => folder),
  ...readOps(repository).flatMap((op) => filesOf(op).map(({ path }) => dirname(path))),
]);
const files = [
  ...devices.map(({ gaps }) => gaps),
  ...["cpu", "wasm", "webgpu"].map((name) => `packages/backend-${name}/src/pick.ts`),
];

beforeEach(() => {
  for (const path of [...folders, ...files]) {
    rmSync(join(copy, path), { recursive: true, force: true });
    cpSync(join(repository, path), join(copy, path), { recursive: true });
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const known = findMissing(repository);

/** What is wrong in the copy, and not in the repository already. */
function found(): readonly string[] {
  return findMissing(copy).filter((line) => !known.includes(line));
}

function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(copy, path), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(copy, path), text.replace(from, to));
}

describe("findMissing", () => {
  test("finds nothing in this repository", () => {
    expect(known).toEqual([]);
  });

  test("knows the ops by their names and their files by theirs", () => {
    const ops = readOps(repository);
    expect(ops).toContainEqual({ name: "separableConv1d", basename: "separable-conv1d", kind: "fused" });
    expect(ops).toContainEqual({ name: "matmul", basename: "matmul", kind: "primitive" });
    const listed = keysOf(join(repository, "packages/conformance/src/op-specs.ts"), "opSpecs");
    expect(listed.toSorted()).toEqual(ops.map(({ name }) => name).toSorted());
  });

  test.each([
    ["packages/core/src/ops/softmax.definition.ts", 'missing; expected the definition in primitives of "softmax".'],
    ["packages/core/src/ops/pad.gradient.ts", 'missing; expected the gradient rule of "pad".'],
    ["packages/conformance/src/reference/pad.ts", 'missing; expected the reference of "pad".'],
    ["packages/backend-wasm/src/kernels/pad.ts", 'missing; expected the wasm kernel, or a listed gap of "pad".'],
  ])("misses %s", (path, problem) => {
    rmSync(join(copy, path));
    expect(found()).toEqual([`${path}: ${problem}`]);
  });

  test("takes a gap for a kernel, but not both, and only of an op", () => {
    const [, webgpu] = devices;
    const list = webgpu?.gaps ?? "";
    rmSync(join(copy, "packages/backend-webgpu/src/kernels/pad.ts"));
    change(list, "export const gaps = {", 'export const gaps = {\n  pad: "a reason",');
    expect(found()).toEqual([]);
    change(list, "pad:", "unary:");
    expect(found()).toEqual([
      'packages/backend-webgpu/src/gaps.ts: "unary" is a gap, though it has a kernel; expected one of both.',
      'packages/backend-webgpu/src/kernels/pad.ts: missing; expected the webgpu kernel, or a listed gap of "pad".',
    ]);
    cpSync(
      join(repository, "packages/backend-webgpu/src/kernels/pad.ts"),
      join(copy, "packages/backend-webgpu/src/kernels/pad.ts"),
    );
    change(list, "unary:", "padding:");
    expect(found()).toEqual([
      'packages/backend-webgpu/src/gaps.ts: a gap that is no op; expected a name of OpSpecs, got "padding".',
    ]);
  });

  test("finds a kernel that nobody can pick", () => {
    const line = 'export { pad } from "./kernels/pad.js";';
    change("packages/backend-cpu/src/pick.ts", line, "");
    expect(found()).toEqual([`packages/backend-cpu/src/pick.ts: a kernel cannot be picked; expected \`${line}\`.`]);
  });

  test("finds a file whose name is no op's", () => {
    writeFileSync(join(copy, "packages/backend-cpu/src/kernels/padding.ts"), "");
    expect(found()).toEqual([
      "packages/backend-cpu/src/kernels/padding.ts: no op has this name; expected the basename of one of OpSpecs.",
    ]);
  });
});
