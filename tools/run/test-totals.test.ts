import { describe, expect, test } from "vitest";
import { addTotals, formatTotals, totalsOfReport } from "./test-totals.ts";

function report(
  passed: number,
  failed: number,
  pending: number,
  todo: number,
  files: readonly [string, number][],
): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: pending,
    numTodoTests: todo,
    testResults: files.map(([status, tests]) => ({
      status,
      assertionResults: Array.from({ length: tests }, () => ({})),
    })),
  });
}

describe("totalsOfReport", () => {
  test("counts skipped and todo tests as skipped", () => {
    expect(totalsOfReport(report(3, 1, 2, 1, [["failed", 7]]))).toEqual({ passed: 3, failed: 1, skipped: 3 });
  });

  test("counts a file that could not be loaded as a failure", () => {
    expect(
      totalsOfReport(
        report(3, 0, 0, 0, [
          ["passed", 3],
          ["failed", 0],
        ]),
      ),
    ).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});

test("addTotals and formatTotals", () => {
  const sum = addTotals([
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  ]);
  expect(formatTotals(sum)).toBe("11 passed, 22 failed, 33 skipped");
  expect(formatTotals(addTotals([]))).toBe("0 passed, 0 failed, 0 skipped");
});
