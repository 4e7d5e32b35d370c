import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Boundaries } from "./arrows.ts";
import { findViolations } from "./find-violations.ts";

const boundaries: Boundaries = {
  arrows: { "@x/backend": [], "@x/core": ["@x/backend"], "@x/judge": ["@x/backend"] },
  oracles: [{ folder: "packages/judge/src/reference", typesFrom: ["@x/backend"] }],
};

let root: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function manifest(folder: string, name: string, dependencies: Record<string, string> = {}, rest: object = {}): void {
  write(`packages/${folder}/package.json`, JSON.stringify({ name, dependencies, ...rest }));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "boundaries-"));
  manifest("backend", "@x/backend");
  manifest("core", "@x/core", { "@x/backend": "workspace:*", fflate: "1.0.0" });
  manifest("judge", "@x/judge", { "@x/backend": "workspace:*" }, { private: true });
  write("packages/backend/src/index.ts", "export interface Shape {}\nexport const one = 1;\n");
  write("packages/core/src/index.ts", 'import { one } from "@x/backend";\nexport const two = one + one;\n');
  write(
    "packages/judge/src/reference/sum.ts",
    'import type { Shape } from "@x/backend";\nimport { add } from "../add.js";\n',
  );
  write("packages/judge/src/add.ts", 'import type { Shape } from "@x/backend";\nexport const add = 1;\n');
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("findViolations", () => {
  test("finds nothing in a workspace that keeps the arrows", () => {
    write("packages/core/src/zip.ts", 'export const load = () => import("fflate");\nexport * from "./index.js";\n');
    write("packages/core/src/files.ts", 'export const load = () => import("node:fs/promises");\n');
    expect(findViolations(root, boundaries)).toEqual([]);
  });

  test("leaves tests and devDependencies free", () => {
    manifest("backend", "@x/backend", {}, { devDependencies: { "@x/core": "workspace:*" } });
    write("packages/backend/src/index.test.ts", 'import "@x/core";\n');
    write("packages/backend/test/all.ts", 'import "@x/core";\n');
    expect(findViolations(root, boundaries)).toEqual([]);
  });

  test.each([
    ["a value import", 'import { two } from "@x/core";'],
    ["a type import", 'import type { Two } from "@x/core";'],
    ["a re-export", 'export { two } from "@x/core";'],
    ["a re-export of everything", 'export * from "@x/core";'],
    ["a re-export of a type", 'export type { Two } from "@x/core";'],
    ["an import for its effect", 'import "@x/core";'],
    ["a dynamic import", 'export const load = () => import("@x/core");'],
    ["an import in a type", 'export type Two = import("@x/core").Two;'],
  ])("catches %s against the arrows", (_, line) => {
    write("packages/backend/src/wrong.ts", `// first line\n${line}\n`);
    expect(findViolations(root, boundaries)).toEqual([
      'packages/backend/src/wrong.ts:2: an import against the arrows; expected no package of the workspace, got "@x/core".',
    ]);
  });

  test("looks through subpaths", () => {
    write("packages/backend/src/wrong.ts", 'import { two } from "@x/core/pick";\n');
    expect(findViolations(root, boundaries)).toEqual([
      'packages/backend/src/wrong.ts:1: an import against the arrows; expected no package of the workspace, got "@x/core/pick".',
    ]);
  });

  test("catches a dependency against the arrows", () => {
    manifest("backend", "@x/backend", { "@x/core": "workspace:*" });
    expect(findViolations(root, boundaries)).toEqual([
      'packages/backend/package.json: a dependency against the arrows; expected no package of the workspace, got "@x/core".',
    ]);
  });

  test("catches an import that is not among the dependencies", () => {
    write("packages/core/src/wrong.ts", 'import { thing } from "left-pad";\n');
    expect(findViolations(root, boundaries)).toEqual([
      'packages/core/src/wrong.ts:1: an import of what is not among the package\'s dependencies; expected an entry in its package.json, got "left-pad".',
    ]);
  });

  test("catches a path that leaves the package, and a package that imports itself", () => {
    write("packages/core/src/wrong.ts", 'import "../../backend/src/index.js";\nimport "@x/core";\n');
    expect(findViolations(root, boundaries)).toEqual([
      'packages/core/src/wrong.ts:1: a relative import leaves the package; expected the other package by its name, got "../../backend/src/index.js".',
      'packages/core/src/wrong.ts:2: a package imports itself; expected a relative path, got "@x/core".',
    ]);
  });

  test("catches a static Node import in a public package", () => {
    write("packages/core/src/wrong.ts", 'import { readFile } from "node:fs/promises";\n');
    expect(findViolations(root, boundaries)).toEqual([
      'packages/core/src/wrong.ts:1: a static import that no browser can load; expected import() where it is needed, got "node:fs/promises".',
    ]);
  });

  test("catches an oracle that imports a value, directly or through its package", () => {
    write("packages/judge/src/reference/product.ts", 'import { one, type Shape } from "@x/backend";\n');
    write("packages/judge/src/add.ts", 'import { one } from "@x/backend";\n');
    const expected = 'expected only types of @x/backend, got "@x/backend".';
    expect(findViolations(root, boundaries)).toEqual([
      `packages/judge/src/reference/product.ts:1: the oracle packages/judge/src/reference/product.ts shares code with another package; ${expected}`,
      `packages/judge/src/add.ts:1: the oracle packages/judge/src/reference/sum.ts shares code with another package; ${expected}`,
    ]);
  });

  test("takes an import of inline types for what it is: one that loads the module", () => {
    write("packages/judge/src/add.ts", 'import { type Shape } from "@x/backend";\n');
    expect(findViolations(root, boundaries)).toEqual([
      'packages/judge/src/add.ts:1: the oracle packages/judge/src/reference/sum.ts shares code with another package; expected only types of @x/backend, got "@x/backend".',
    ]);
  });

  test("catches a package without an entry and an entry without a package", () => {
    manifest("extra", "@x/extra");
    rmSync(join(root, "packages/judge"), { recursive: true });
    expect(findViolations(root, boundaries)).toEqual([
      'tools/boundaries/arrows.ts: no such package; expected a package of the workspace, got "@x/judge".',
      'packages/extra/package.json: the package is not in the table; expected an entry in tools/boundaries/arrows.ts, got "@x/extra".',
    ]);
  });
});
