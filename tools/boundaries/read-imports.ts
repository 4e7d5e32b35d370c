import { parseSync } from "vite";

/** One place where a file names another module. */
export interface ImportOf {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  /** Only types: nothing of it is left when the file runs. */
  readonly typeOnly: boolean;
  /** `import("…")`, loaded when it is reached. */
  readonly dynamic: boolean;
}

/**
 * Every import of a TypeScript or JavaScript file: `import`, `export … from`, `import()` with a literal, and `import("…")` in types.
 *
 * @throws Error when the file does not parse
 */
export function readImports(file: string, text: string): readonly ImportOf[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? "does not parse"}`);
  const imports: ImportOf[] = [];
  for (const node of nodesOf(program)) {
    const kind = typeof node["type"] === "string" ? IMPORTING.get(node["type"]) : undefined;
    const source = node["source"];
    if (kind === undefined || !isNode(source)) continue;
    if (typeof source["value"] !== "string" || typeof node["start"] !== "number") continue;
    imports.push({
      specifier: source["value"],
      line: text.slice(0, node["start"]).split("\n").length,
      // `import { type A }` is kept as `import {}` and loads the module: only `import type` is erased.
      typeOnly: kind === "type" || node["importKind"] === "type" || node["exportKind"] === "type",
      dynamic: kind === "dynamic",
    });
  }
  return imports;
}

/** Syntax that names another module in its `source`. */
const IMPORTING: ReadonlyMap<string, "static" | "dynamic" | "type"> = new Map([
  ["ImportDeclaration", "static"],
  ["ExportNamedDeclaration", "static"],
  ["ExportAllDeclaration", "static"],
  ["ImportExpression", "dynamic"],
  ["TSImportType", "type"],
]);

type SyntaxNode = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null;
}

/** A syntax tree's nodes, depth first. */
function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (!isNode(value)) return;
  if (!Array.isArray(value)) yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}
