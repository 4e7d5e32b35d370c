import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findMissing, unfilled } from "./find-missing.ts";
import { scaffold } from "./scaffold.ts";

const repository = resolve(import.meta.dirname, "../..");
/** What the compiler does not need, by its path in the repository. */
const left = /\/(dist|assembly|\.turbo)$|^packages\/conformance\/golden$/;

/** A copy of the packages inside the repository, so that it finds what is installed. */
let copy: string;

beforeAll(() => {
  mkdirSync(join(repository, ".check"), { recursive: true });
  copy = mkdtempSync(join(repository, ".check/new-op-"));
  symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"));
  for (const folder of ["packages", "tools/config"]) {
    cpSync(join(repository, folder), join(copy, folder), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !left.test(relative(repository, path)),
    });
  }
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What the compiler says of a package. */
function typeErrors(project: string): string {
  try {
    execFileSync(join(repository, "node_modules/.bin/tsc"), ["-p", project], { cwd: copy, encoding: "utf8" });
    return "";
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
}

describe("scaffold", () => {
  test("refuses what is no name, and a name that is taken", () => {
    expect(() => scaffold(copy, "depth-to-space", false)).toThrow(
      'new-op: this is no name of an op; expected camelCase, such as "depthToSpace", got "depth-to-space".',
    );
    expect(() => scaffold(copy, "matmul", false)).toThrow(
      'new-op: the op exists; expected a name that OpSpecs does not have, got "matmul".',
    );
    expect(() => scaffold(copy, "broadcastTo", false)).toThrow(
      'new-op: a file is in the way; expected none, got "packages/core/src/ops/broadcast-to.ts".',
    );
  });

  test("writes files and lines that compile, and that the check wants filled", () => {
    const before = findMissing(copy);
    const written = [...scaffold(copy, "depthToSpace", false), ...scaffold(copy, "spaceToDepth", true)];
    expect(written).toContain("packages/core/src/ops/space-to-depth.definition.ts");
    const found = findMissing(copy).filter((line) => !before.includes(line));
    expect(found).toHaveLength(6 + 7);
    for (const line of found) expect(line).toMatch(/depth.*: not filled; expected the .* of ".*", got the template\.$/);
    for (const path of new Set(written)) {
      const text = readFileSync(join(copy, path), "utf8");
      writeFileSync(join(copy, path), text.replaceAll(unfilled, "y = x"));
    }
    expect(findMissing(copy)).toEqual(before);
    for (const name of ["core", "backend-cpu", "backend-wasm", "backend-webgpu", "conformance"]) {
      expect(typeErrors(`packages/${name}`)).toBe("");
    }
  }, 120_000);
});
