import { parseSync } from "vite";
import type { Example } from "./example.ts";
import { findFences } from "./find-fences.ts";

/**
 * The `@example` blocks in a source file's doc comments: the lines up to the next tag or the end of the comment. An example may
 * be written in a fence, which may then be marked as in Markdown.
 */
export function findDocExamples(file: string, source: string): readonly Example[] {
  if (!source.includes("@example")) return [];
  const { comments } = parseSync(file, source);
  return comments
    .filter(({ type, value }) => type === "Block" && value.startsWith("*"))
    .flatMap(({ value, start }) => examplesOf(file, value.slice(1), source.slice(0, start).split("\n").length));
}

function examplesOf(file: string, comment: string, firstLine: number): readonly Example[] {
  // Without the stars on the left; the space after a star belongs to it.
  const lines = comment.split("\n").map((line, index) => (index === 0 ? line : line.replace(/^\s*\* ?/, "")));
  const examples: Example[] = [];
  lines.forEach((line, index) => {
    const tag = line.indexOf("@example");
    if (tag === -1) return;
    const following = lines.slice(index + 1);
    const next = following.findIndex((text) => /^\s*@\w/.test(text));
    const body = [line.slice(tag + "@example".length), ...(next === -1 ? following : following.slice(0, next))];
    const blank = body.findIndex((text) => text.trim() !== "");
    const code = body.slice(Math.max(blank, 0)).join("\n").trimEnd();
    if (code.trim() === "") return;
    const start = firstLine + index + blank;
    if (/^\s*(```|~~~)/.test(code)) {
      examples.push(...findFences(file, code).map((fence) => ({ ...fence, line: start + fence.line - 1 })));
    } else examples.push({ file, line: start, code: code.trim(), language: "ts" });
  });
  return examples;
}
