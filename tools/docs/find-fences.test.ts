import { describe, expect, test } from "vitest";
import { findFences } from "./find-fences.ts";

describe("findFences", () => {
  test("finds the fences that run, with their lines", () => {
    const markdown = [
      "# Title",
      "```ts",
      "const a = 1;",
      "```",
      "```sh",
      "npm start",
      "```",
      "~~~js",
      "b();",
      "c();",
      "~~~",
    ];
    expect(findFences("README.md", markdown.join("\n"))).toEqual([
      { file: "README.md", line: 3, code: "const a = 1;", language: "ts" },
      { file: "README.md", line: 9, code: "b();\nc();", language: "js" },
    ]);
  });

  test("leaves out what is marked ignore, and what stands inside a longer fence", () => {
    const markdown = ["```ts ignore", "no();", "```", "````md", "```ts", "shown();", "```", "````"];
    expect(findFences("README.md", markdown.join("\n"))).toEqual([]);
  });

  test("joins a fence marked continue to the one before", () => {
    const markdown = ["```ts", "const a = 1;", "```", "then", "```ts continue", "a; // 1", "```"];
    expect(findFences("README.md", markdown.join("\n"))).toEqual([
      { file: "README.md", line: 2, code: "const a = 1;\na; // 1", language: "ts" },
    ]);
  });

  test("takes off the indentation of a fence in a list", () => {
    expect(findFences("README.md", "- item\n  ```ts\n  if (a) {\n    b();\n  }\n  ```")).toEqual([
      { file: "README.md", line: 3, code: "if (a) {\n  b();\n}", language: "ts" },
    ]);
  });

  test("refuses a mark that means nothing, and a continuation of nothing", () => {
    expect(() => findFences("README.md", "text\n```ts skip\n```")).toThrow(
      'README.md:2: an unknown mark on a fence; expected ignore or continue, got "skip".',
    );
    expect(() => findFences("README.md", "```ts continue\n```")).toThrow(
      'README.md:1: a fence marked "continue" with none before it; expected code to continue.',
    );
  });
});
