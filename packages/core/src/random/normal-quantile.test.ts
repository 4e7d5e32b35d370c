import { expect, it } from "vitest";
import { normalQuantile } from "./normal-quantile.js";

// From Python's statistics.NormalDist.
it.each([
  [0.5, 0],
  [0.9772498680518208, 2],
  [0.02275013194817921, -2],
  [0.25, -0.6744897501960817],
  [0.075, -1.4395314709384557],
  [0.0749, -1.4402382675279632],
  [0.975, 1.959963984540054],
  [1e-10, -6.361340902404056],
  [2 ** -33, -6.337957754553789],
])("the quantile of %d", (share, number) => {
  expect(Math.abs(normalQuantile(share) - number)).toBeLessThanOrEqual(1.5e-7 * Math.abs(number));
});
