import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { Boundaries, OracleFolder } from "./arrows.ts";
import { type ImportOf, readImports } from "./read-imports.ts";
import { readWorkspace, sourceFiles, type WorkspacePackage } from "./workspace.ts";

/**
 * What breaks the arrows, one line each, `<file>:<line>: <what is wrong>; expected <…>, got <…>.`:
 *
 * - a package that the table does not name, or a name without a package;
 * - a `dependencies` entry or a source import of a workspace package that the table does not allow;
 * - a source import that leaves its package by a relative path, or names a package that is not among its `dependencies`;
 * - a static `node:` import in a public package, which would not load in a browser;
 * - an oracle that reaches a value of another package, directly or through files of its own package.
 *
 * Tests (`*.test.ts`, `test/`) and `devDependencies` are free.
 */
export function findViolations(root: string, { arrows, oracles }: Boundaries): readonly string[] {
  const workspace = readWorkspace(root);
  const names = new Set(workspace.map(({ name }) => name));
  const missing = Object.keys(arrows).filter((name) => !names.has(name));
  return [
    ...missing.map(
      (name) => `tools/boundaries/arrows.ts: no such package; expected a package of the workspace, got "${name}".`,
    ),
    ...workspace.flatMap((member) => {
      const allowed = arrows[member.name];
      if (allowed === undefined) {
        return [
          `${member.folder}/package.json: the package is not in the table; expected an entry in tools/boundaries/arrows.ts, got "${member.name}".`,
        ];
      }
      return [...manifestViolations(member, allowed, names), ...sourceViolations(root, member, allowed, names)];
    }),
    ...oracles.flatMap((oracle) => oracleViolations(root, oracle)),
  ];
}

function manifestViolations(
  { folder, dependencies }: WorkspacePackage,
  allowed: readonly string[],
  names: ReadonlySet<string>,
): readonly string[] {
  return dependencies
    .filter((name) => names.has(name) && !allowed.includes(name))
    .map(
      (name) => `${folder}/package.json: a dependency against the arrows; expected ${list(allowed)}, got "${name}".`,
    );
}

function sourceViolations(
  root: string,
  member: WorkspacePackage,
  allowed: readonly string[],
  names: ReadonlySet<string>,
): readonly string[] {
  return sourceFiles(root, `${member.folder}/src`).flatMap((file) =>
    importsOf(root, file).flatMap((found) => {
      const problem = importProblem(file, found, member, allowed, names);
      return problem === undefined ? [] : [`${file}:${found.line}: ${problem}, got "${found.specifier}".`];
    }),
  );
}

function importProblem(
  file: string,
  { specifier, dynamic, typeOnly }: ImportOf,
  member: WorkspacePackage,
  allowed: readonly string[],
  names: ReadonlySet<string>,
): string | undefined {
  if (specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(file), specifier);
    const inside = target.startsWith(`${member.folder}/`);
    return inside ? undefined : "a relative import leaves the package; expected the other package by its name";
  }
  if (specifier.startsWith("#")) return undefined;
  if (specifier.startsWith("node:")) {
    const loads = !member.isPrivate && !dynamic && !typeOnly;
    return loads ? "a static import that no browser can load; expected import() where it is needed" : undefined;
  }
  const name = packageOf(specifier);
  if (name === member.name) return "a package imports itself; expected a relative path";
  if (names.has(name)) {
    return allowed.includes(name) ? undefined : `an import against the arrows; expected ${list(allowed)}`;
  }
  if (member.isPrivate || member.dependencies.includes(name)) return undefined;
  return "an import of what is not among the package's dependencies; expected an entry in its package.json";
}

/** A file of an oracle and what it loads from its own package must load nothing from another one. */
function oracleViolations(root: string, { folder, typesFrom }: OracleFolder): readonly string[] {
  const violations = new Set<string>();
  const visited = new Set<string>();
  const visit = (file: string, judge: string): void => {
    if (visited.has(file)) return;
    visited.add(file);
    for (const { specifier, typeOnly, line } of importsOf(root, file)) {
      if (specifier.startsWith(".")) {
        const target = resolveSource(root, file, specifier);
        if (target !== undefined && !typeOnly) visit(target, judge);
      } else if (!(typeOnly && typesFrom.includes(packageOf(specifier)))) {
        const expected = `only types of ${list(typesFrom)}`;
        violations.add(
          `${file}:${line}: the oracle ${judge} shares code with another package; expected ${expected}, got "${specifier}".`,
        );
      }
    }
  };
  for (const file of sourceFiles(root, folder)) visit(file, file);
  return [...violations];
}

/** The source behind a relative import; sources name each other by the ".js" that they become. */
function resolveSource(root: string, file: string, specifier: string): string | undefined {
  const target = posix.join(dirname(file), specifier);
  const candidates = [target.replace(/\.js$/, ".ts"), target.replace(/\.js$/, ".tsx"), target];
  return candidates.find((candidate) => existsSync(join(root, candidate)));
}

function importsOf(root: string, file: string): readonly ImportOf[] {
  return readImports(file, readFileSync(join(root, file), "utf8"));
}

/** `@scope/name/sub` → `@scope/name`, `name/sub` → `name` */
function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "no package of the workspace" : names.join(", ");
}
