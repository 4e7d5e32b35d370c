import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { readWorkspace, sourceFiles, type WorkspacePackage } from "../boundaries/workspace.ts";
import type { Example } from "./example.ts";
import { type Available, exampleModule } from "./example-module.ts";
import { exportedNames } from "./exported-names.ts";
import { findDocExamples } from "./find-doc-examples.ts";
import { findFences } from "./find-fences.ts";

/** Where the modules go, from the root; git ignores it. */
export const DOCS_FOLDER = ".docs-code";

const EXPECTATIONS = "../../tools/docs/expectations.ts";

/** The examples of one text, or why they could not be read. */
interface Document {
  readonly file: string;
  readonly examples: readonly Example[];
  readonly available: Available;
  readonly problem?: string;
}

/**
 * Writes each example of the READMEs, of `docs/` and of the doc comments as a module. Each Markdown file gets a test file of its
 * own, so that what one chooses (the default device) is not seen by another; the doc comments share one, which chooses a CPU
 * device before each. Files that did not change are left alone. An example that cannot be read becomes a test that fails.
 */
export function extractDocs(root: string): void {
  const files = new Map<string, string>();
  for (const document of markdownDocuments(root)) {
    const tests = testsOf(document, files);
    if (tests.length > 0)
      files.set(`${slug(document.file)}.test.ts`, testFile(['import { test, vi } from "vitest";'], tests));
  }
  const tests = sourceDocuments(root).flatMap((document) => testsOf(document, files));
  if (tests.length > 0) files.set("doc-comments.test.ts", testFile(ON_CPU, tests));
  writeChanged(join(root, DOCS_FOLDER), files);
}

const ON_CPU = [
  'import { createCpuBackend } from "@sepconv/backend-cpu";',
  'import { useBackend } from "@sepconv/core";',
  'import { beforeEach, test, vi } from "vitest";',
  "",
  "beforeEach(async () => {\n  await useBackend(createCpuBackend());\n});",
];

function testFile(head: readonly string[], tests: readonly string[]): string {
  const quiet = 'vi.spyOn(console, "log").mockImplementation(() => {});';
  return `${[...head, "", quiet, "", ...tests].join("\n")}\n`;
}

function markdownDocuments(root: string): readonly Document[] {
  const inPackages = readWorkspace(root).map(({ folder }) => `${folder}/README.md`);
  const docs = existsSync(join(root, "docs"))
    ? readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => posix.join("docs", name))
    : [];
  return ["README.md", "CONTRIBUTING.md", ...inPackages, ...docs.filter((name) => name.endsWith(".md"))]
    .filter((file) => existsSync(join(root, file)))
    .map((file) => ({ ...read(root, file, findFences), available: new Map() }));
}

function sourceDocuments(root: string): readonly Document[] {
  return readWorkspace(root).flatMap((member) =>
    sourceFiles(root, `${member.folder}/src`).flatMap((file) => {
      const found = read(root, file, findDocExamples);
      if (found.examples.length === 0 && found.problem === undefined) return [];
      return [{ ...found, available: availableIn(root, member, file) }];
    }),
  );
}

function read(
  root: string,
  file: string,
  find: (file: string, text: string) => readonly Example[],
): { file: string; examples: readonly Example[]; problem?: string } {
  try {
    return { file, examples: find(file, readFileSync(join(root, file), "utf8")) };
  } catch (error) {
    return { file, examples: [], problem: messageOf(error) };
  }
}

/** What an example in a source file may name: what the file itself exports, then what its package exports. */
function availableIn(root: string, { name, folder }: WorkspacePackage, file: string): Available {
  const available = new Map<string, string>();
  for (const exported of exportedNames(join(root, folder, "src/index.ts"))) available.set(exported, name);
  for (const exported of exportedNames(join(root, file))) {
    if (!available.has(exported)) available.set(exported, `../../${file}`);
  }
  return available;
}

/** The tests of a text, one for each example; the examples' modules are added to `files`. */
function testsOf({ file, examples, available, problem }: Document, files: Map<string, string>): readonly string[] {
  const folder = slug(file);
  const tests = examples.map((example) => {
    const title = `${file}:${example.line}`;
    try {
      const { text, expectations } = exampleModule(example, available, EXPECTATIONS);
      const path = `${folder}/line-${example.line}.${example.language}`;
      files.set(path, text);
      const name = `${title} runs, ${expectations} ${expectations === 1 ? "result" : "results"} compared`;
      return test(name, `await import("./${path}");`);
    } catch (error) {
      return test(title, `throw new Error(${JSON.stringify(messageOf(error))});`);
    }
  });
  return problem === undefined ? tests : [test(file, `throw new Error(${JSON.stringify(problem)});`), ...tests];
}

function test(title: string, body: string): string {
  return `test(${JSON.stringify(title)}, async () => {\n  ${body}\n});`;
}

/** `packages/core/README.md` → `packages-core-readme` */
function slug(file: string): string {
  const name = file.replace(/\.[^.]+$/, "");
  return name.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase();
}

/** Brings a folder to hold exactly these files. */
function writeChanged(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = name.replaceAll("\\", "/");
    if (/\.[jt]s$/.test(path) && !files.has(path)) rmSync(join(folder, path), { force: true });
  }
  for (const [name, text] of files) {
    const path = join(folder, name);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
