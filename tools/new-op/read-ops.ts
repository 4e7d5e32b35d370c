import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

/** An op as the contract lists it. */
export interface ListedOp {
  /** In camelCase, as tables have it. */
  readonly name: string;
  /** In kebab-case, as files have it. */
  readonly basename: string;
  /** Undefined where its spec is missing, or does not say. */
  readonly kind: "primitive" | "fused" | undefined;
}

const specFolder = "packages/backend/src/op-specs";

/** Where the list of ops stands, from the root. */
export const listOfOps: string = `${specFolder}/op-specs.ts`;

/** Where the spec of an op stands, from the root. */
export function specFile(basename: string): string {
  return `${specFolder}/${basename}.ts`;
}

/** The ops of the interface `OpSpecs`, in its order. */
export function readOps(root: string): readonly ListedOp[] {
  const text = readFileSync(join(root, listOfOps), "utf8");
  const [, body = ""] = /interface OpSpecs \{\n([\s\S]*?)\n\}/.exec(text) ?? [];
  return [...body.matchAll(/^ {2}(\w+): \w+;$/gm)].map(([, name = ""]) => {
    const basename = kebabCase(name);
    return { name, basename, kind: kindOf(join(root, specFile(basename))) };
  });
}

/** separableConv1d → separable-conv1d */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The keys of the object literal that a file declares under a name; none where it declares none. */
export function keysOf(file: string, variable: string): readonly string[] {
  if (!existsSync(file)) return [];
  const { program } = parseSync(file, readFileSync(file, "utf8"));
  for (const statement of program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === "Identifier" && id.name === variable && init) return keysOfObject(init);
    }
  }
  return [];
}

interface Node {
  readonly type: string;
}

/** Looks through `{ … } as const` and `{ … } satisfies …`. */
function keysOfObject(node: Node): readonly string[] {
  if ("expression" in node) return keysOfObject(node.expression as Node);
  if (!("properties" in node)) return [];
  return (node.properties as readonly { key?: { name?: string } }[]).flatMap(({ key }) => key?.name ?? []);
}

function kindOf(file: string): ListedOp["kind"] {
  if (!existsSync(file)) return undefined;
  const [, kind] = /\bkind: "(primitive|fused)"/.exec(readFileSync(file, "utf8")) ?? [];
  return kind === "primitive" || kind === "fused" ? kind : undefined;
}
