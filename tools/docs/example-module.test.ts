import { describe, expect, test } from "vitest";
import { exampleModule } from "./example-module.ts";

function moduleOf(code: string, available: Record<string, string> = {}): string {
  return exampleModule(
    { file: "README.md", line: 10, code, language: "ts" },
    new Map(Object.entries(available)),
    "./expectations.ts",
  ).text;
}

describe("exampleModule", () => {
  test.each([
    ["a value", "f(1); // [1, -2]", 'expectValue([f(1)], ([1, -2]), "README.md:10");'],
    ["an object", "f(1); // { a: 1 }", 'expectValue([f(1)], ({ a: 1 }), "README.md:10");'],
    ["a printed value", "console.log(f(1)); // NaN", 'expectValue([f(1)], (NaN), "README.md:10");'],
    ["a value after an arrow", 'f(1); // → "text"', 'expectValue([f(1)], ("text"), "README.md:10");'],
    ["printed text", 'console.log("a", b); // → a 1…', 'expectPrinted(["a", b], "a 1…", "README.md:10");'],
    [
      "printed text that begins like a value",
      "console.log(a); // → 12 ms",
      'expectPrinted([a], "12 ms", "README.md:10");',
    ],
  ])("compares %s", (_, code, call) => {
    expect(moduleOf(`const before = 1;\n${code}`)).toContain(`const before = 1;\n${call.replace(":10", ":11")}`);
  });

  test("leaves prose alone", () => {
    expect(moduleOf("f(1); // a call\nconst a = 1; // 2\n// [3]\n")).not.toContain("expect");
  });

  test("imports what the example uses and does not declare", () => {
    const available = { pad: "@sepconv/core", tensor: "@sepconv/core", sum: "@sepconv/core" };
    expect(moduleOf("const tensor = 1;\npad(tensor);", available)).toBe(
      '// README.md:10\nimport { pad } from "@sepconv/core";\nconst tensor = 1;\npad(tensor);\n\nexport {};\n',
    );
    expect(moduleOf('import { pad } from "elsewhere";\npad();', available)).not.toContain("@sepconv/core");
  });

  test("refuses a value that is none, and an arrow after what prints nothing", () => {
    const problem = "the comment states no value; expected a literal, or prose without an arrow, got";
    expect(() => moduleOf("f(1); // [1, 2")).toThrow(`README.md:10: ${problem} "[1, 2".`);
    expect(() => moduleOf("f(1); // [1, 2, …]")).toThrow(`README.md:10: ${problem} "[1, 2, …]".`);
    expect(() => moduleOf("f(1); // → many")).toThrow(`README.md:10: ${problem} "many".`);
  });

  test("refuses code that does not parse", () => {
    expect(() => moduleOf("f(;")).toThrow("README.md:10: the example does not parse: ");
  });
});
