import { parseSync } from "vite";
import type { Example } from "./example.ts";

/** A module that runs one example, and what its expectations are. */
export interface ExampleModule {
  readonly text: string;
  /** How many of its lines state a result that is compared. */
  readonly expectations: number;
}

/** Names that an example may use without importing them: name → where it comes from. */
export type Available = ReadonlyMap<string, string>;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text of a comment that states a value, not prose: it begins like a literal. */
const VALUE = /^(?:[[{"'`]|-?\d|(?:true|false|null|undefined|NaN|-?Infinity)$)/;

/**
 * The module that runs an example and compares what it says.
 *
 * - `expression; // value` compares the expression's value, when the comment begins like a literal;
 * - `console.log(expression); // value` does the same;
 * - `console.log(…); // → text` compares what is printed, `…` in the text standing for anything;
 * - an arrow before a value changes nothing;
 * - any other comment is prose, and the statement only runs.
 *
 * @param available names that are imported when the example uses them and does not declare them itself
 * @param expectations the module that exports `expectValue` and `expectPrinted`
 * @throws Error when the example does not parse, or states a value that is none
 */
export function exampleModule(example: Example, available: Available, expectations: string): ExampleModule {
  const { code, file, line } = example;
  const { program, comments, errors } = parseSync("example.ts", code);
  if (errors.length > 0) throw new Error(`${file}:${line}: the example does not parse: ${errors[0]?.message ?? ""}`);
  const edits: Edit[] = [];
  for (const statement of program.body) {
    if (statement.type !== "ExpressionStatement") continue;
    const comment = comments.find(({ type, start }) => {
      return type === "Line" && start >= statement.end && /^[ \t]*$/.test(code.slice(statement.end, start));
    });
    if (comment === undefined) continue;
    const where = `${file}:${line + code.slice(0, statement.start).split("\n").length - 1}`;
    const edit = expectation(code, statement.expression, comment.value.trim(), where);
    if (edit !== undefined) edits.push({ start: statement.start, end: statement.end, text: edit });
  }
  const used = identifiers(program);
  const declared = declarations(program);
  const imports = [...available]
    .filter(([name]) => used.has(name) && !declared.has(name))
    .map(([name, from]) => `import { ${name} } from ${JSON.stringify(from)};`);
  if (edits.length > 0) imports.unshift(`import { expectPrinted, expectValue } from ${JSON.stringify(expectations)};`);
  const head = `// ${file}:${line}\n${imports.join("\n")}\n`;
  return { text: `${head}${apply(code, edits)}\n\nexport {};\n`, expectations: edits.length };
}

interface Expression {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The call that takes the place of a statement whose comment states its result. */
function expectation(code: string, expression: Expression, comment: string, where: string): string | undefined {
  const arrow = comment.startsWith("→");
  const stated = arrow ? comment.slice(1).trim() : comment;
  const source = code.slice(expression.start, expression.end);
  const printed = /^console\.log\(([\s\S]*)\)$/.exec(source)?.[1];
  if (VALUE.test(stated) && isLiteral(stated)) {
    return `expectValue([${printed ?? source}], (${stated}), ${JSON.stringify(where)});`;
  }
  if (arrow && printed !== undefined) {
    return `expectPrinted([${printed}], ${JSON.stringify(stated)}, ${JSON.stringify(where)});`;
  }
  if (arrow || VALUE.test(stated)) {
    throw new Error(
      `${where}: the comment states no value; expected a literal, or prose without an arrow, got "${stated}".`,
    );
  }
  return undefined;
}

/** Whether a text is a JavaScript literal: numbers, strings, arrays and objects of them. */
function isLiteral(text: string): boolean {
  const { program, errors } = parseSync("value.ts", `(${text});`);
  if (errors.length > 0 || program.body.length !== 1) return false;
  const allowed = new Set([
    ...["ExpressionStatement", "ParenthesizedExpression", "Literal", "ArrayExpression", "ObjectExpression", "Property"],
    ...["UnaryExpression", "Identifier", "TemplateLiteral", "TemplateElement"],
  ]);
  return nodesOf(program.body).every(({ type }) => allowed.has(type));
}

function apply(code: string, edits: readonly Edit[]): string {
  return edits
    .toReversed()
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), code);
}

interface SyntaxNode {
  readonly type: string;
  readonly name?: unknown;
}

function nodesOf(value: unknown): readonly SyntaxNode[] {
  if (typeof value !== "object" || value === null) return [];
  const children = Object.values(value).flatMap((child) => nodesOf(child));
  return "type" in value && typeof value.type === "string" ? [value as SyntaxNode, ...children] : children;
}

/** Every name that the code mentions; a few too many do no harm. */
function identifiers(program: unknown): ReadonlySet<string> {
  return new Set(
    nodesOf(program).flatMap(({ type, name }) => (type === "Identifier" && typeof name === "string" ? [name] : [])),
  );
}

/** The names that the example imports or declares at its top level. */
function declarations(program: ReturnType<typeof parseSync>["program"]): ReadonlySet<string> {
  const names = program.body.flatMap((statement) => {
    if (statement.type === "ImportDeclaration") return [...identifiers(statement.specifiers.map(({ local }) => local))];
    if (statement.type === "VariableDeclaration") return [...identifiers(statement.declarations.map(({ id }) => id))];
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration")
      return [...identifiers(statement.id)];
    return [];
  });
  return new Set(names);
}
