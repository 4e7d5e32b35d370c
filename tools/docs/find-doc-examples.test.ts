import { describe, expect, test } from "vitest";
import { findDocExamples } from "./find-doc-examples.ts";

describe("findDocExamples", () => {
  test("takes the lines up to the next tag or the end", () => {
    const source = [
      "/**",
      " * A function.",
      " *",
      " * @example",
      " * f(1); // 2",
      " * if (a) {",
      " *   f(2);",
      " * }",
      " * @throws Error",
      " */",
      "export function f(a: number): number { return a + 1; }",
    ];
    expect(findDocExamples("f.ts", source.join("\n"))).toEqual([
      { file: "f.ts", line: 5, code: "f(1); // 2\nif (a) {\n  f(2);\n}", language: "ts" },
    ]);
  });

  test("reads an example on the tag's own line", () => {
    expect(findDocExamples("f.ts", "const a = 1;\n/** Adds. @example f(1); // 2 */\nexport const f = a;")).toEqual([
      { file: "f.ts", line: 2, code: "f(1); // 2", language: "ts" },
    ]);
  });

  test("reads fences and their marks", () => {
    const source = [
      "/**",
      " * @example",
      " * ```ts",
      " * f(1);",
      " * ```",
      " * ```ts ignore",
      " * g();",
      " * ```",
      " */",
    ];
    expect(findDocExamples("f.ts", source.join("\n"))).toEqual([
      { file: "f.ts", line: 4, code: "f(1);", language: "ts" },
    ]);
  });

  test("looks only into doc comments", () => {
    expect(
      findDocExamples("f.ts", '// @example f(1);\n/* @example f(1); */\nconst text = "/** @example f(1); */";'),
    ).toEqual([]);
  });
});
