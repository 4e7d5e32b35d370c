import { expect, it } from "vitest";
import { dispatchGrid } from "./dispatch-grid.js";

it.each([1, 2, 65535, 65536, 65537, 131071, 5_000_000, 65535 * 65535, 65535 * 65535 + 1])(
  "folds a row of %i workgroups into what every device allows",
  (workgroups) => {
    const grid = dispatchGrid(workgroups);
    const [x, y, z] = grid;
    for (const extent of grid) expect(extent).toBeLessThanOrEqual(65535);
    expect(x * y * z).toBeGreaterThanOrEqual(workgroups);
    // The surplus is less than one line of each fold.
    expect(x * y * z - workgroups).toBeLessThan(y * z);
  },
);

it("leaves a short row as it is", () => {
  expect(dispatchGrid(100)).toEqual([100, 1, 1]);
});
