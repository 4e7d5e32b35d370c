import { describe, expect, test } from "vitest";
import { selectSteps, steps } from "./check-steps.ts";

describe("selectSteps", () => {
  test("takes all when none is named", () => {
    expect(selectSteps([])).toEqual(steps);
  });

  test("adds what a step needs, in the table's order", () => {
    expect(selectSteps(["sizes"]).map(({ name }) => name)).toEqual(["wasm", "build", "sizes"]);
    expect(selectSteps(["node", "lint"]).map(({ name }) => name)).toEqual(["lint", "wasm", "node"]);
  });

  test("refuses a name that is not there", () => {
    expect(() => selectSteps(["nodes"])).toThrow(
      'npm test: unknown step; expected one of lint, wasm, boundaries, ops, types, build, packages, sizes, node, browser, page, docs-types, docs, or a path that exists, got "nodes".',
    );
  });

  test("needs only steps that stand before", () => {
    for (const [index, { needs }] of steps.entries()) {
      const before = steps.slice(0, index).map(({ name }) => name);
      for (const name of needs) expect(before).toContain(name);
    }
  });
});
