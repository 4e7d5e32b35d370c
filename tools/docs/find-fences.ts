import type { Example } from "./example.ts";

/** What may stand after the opening backticks: a language and a mark. */
const OPENING = /^(\s*)(`{3,}|~{3,})\s*(ts|typescript|js|javascript)(?:[ \t]+(\S+))?[ \t]*$/;
const ANY_OPENING = /^(\s*)(`{3,}|~{3,})/;

/**
 * The TypeScript and JavaScript fences of a Markdown text that are meant to run.
 * A fence marked `ignore` is left out; one marked `continue` is a part of the module that the fence before it began.
 *
 * @throws Error for a mark that means nothing, and for `continue` with nothing to continue
 */
export function findFences(file: string, markdown: string): readonly Example[] {
  const lines = markdown.split(/\r?\n/);
  const examples: Example[] = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = ANY_OPENING.exec(lines[index] ?? "");
    if (fence === null) continue;
    const [, indent = "", ticks = ""] = fence;
    const opening = OPENING.exec(lines[index] ?? "");
    const body: string[] = [];
    const first = index + 1;
    while (++index < lines.length && !isClosing(lines[index] ?? "", ticks)) {
      body.push((lines[index] ?? "").replace(new RegExp(`^\\s{0,${indent.length}}`), ""));
    }
    if (opening === null) continue;
    const [, , , name = "", mark] = opening;
    if (mark === "ignore") continue;
    const example = { file, line: first + 1, code: body.join("\n"), language: languageOf(name) };
    if (mark === undefined) examples.push(example);
    else if (mark === "continue") examples.push(joined(examples.pop(), example));
    else throw new Error(`${file}:${first}: an unknown mark on a fence; expected ignore or continue, got "${mark}".`);
  }
  return examples;
}

function languageOf(name: string): Example["language"] {
  return name.startsWith("t") ? "ts" : "js";
}

function isClosing(line: string, ticks: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(ticks) && trimmed.replaceAll(ticks.charAt(0), "") === "";
}

function joined(before: Example | undefined, next: Example): Example {
  if (before === undefined) {
    throw new Error(
      `${next.file}:${next.line - 1}: a fence marked "continue" with none before it; expected code to continue.`,
    );
  }
  return { ...before, code: `${before.code}\n${next.code}` };
}
