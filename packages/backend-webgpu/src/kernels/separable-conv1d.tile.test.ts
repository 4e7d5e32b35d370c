import { expect, it } from "vitest";
import { workgroupSize } from "../wgsl/row-index.js";
import { hiddenFloats, laneRows, separableTile } from "./separable-conv1d.tile.js";

it.each([1, 4, 5, 8, 16, 17, 64, 65, 1000])("fills the workgroup and its memory for %i filters", (filters) => {
  const { tileRows, tileVectors, chunk } = separableTile(filters);
  expect((tileRows / laneRows) * tileVectors).toBe(workgroupSize);
  expect(tileRows * chunk).toBe(hiddenFloats);
  // Less than half of the lanes have no filters, but for the last tile of many.
  if (filters <= 64) expect(tileVectors * 4).toBeLessThan(Math.max(5, 2 * filters));
});
