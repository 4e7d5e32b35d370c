import { expect, it } from "vitest";
import { convolve, place } from "../../test/launches.js";
import { keep } from "../../test/open-backends.js";
import { openWebGpuBackend, separableConv1d } from "../pick.js";

const largest = 2 ** 31 - 1;

/** `y[o] = Σ_j taps[j] · x[o·stride + j·dilation − padLeft]` with x = [1, 2, 3, 4], at the largest sizes that core lets through. */
const cases = [
  { title: "causal", taps: [10, 1], dilation: 2 ** 30, padLeft: 2 ** 30, expected: [1, 2, 3, 4] },
  { title: "causal, widest", taps: [10, 1], dilation: largest - 1, padLeft: largest - 1, expected: [1, 2, 3, 4] },
  { title: "same", taps: [10, 1], dilation: 2 ** 30, padLeft: 2 ** 29 - 2, expected: [0, 0, 0, 0] },
  { title: "same, widest", taps: [10, 1], dilation: largest - 1, padLeft: 2 ** 30 - 1, expected: [0, 0, 0, 0] },
  { title: "three taps", taps: [100, 10, 1], dilation: 2 ** 30 - 1, padLeft: 2 ** 30 - 1, expected: [10, 20, 30, 40] },
  { title: "no padding", taps: [10, 1], dilation: largest - 1, padLeft: 0, expected: [10, 20, 30, 40] },
  { title: "padding alone", taps: [10, 1], dilation: 1, padLeft: largest, expected: [0, 0, 0, 0] },
  { title: "longest stride", taps: [10, 1], stride: largest, padLeft: 0, expected: [12] },
  { title: "all", taps: [10, 1], stride: largest, dilation: largest - 1, padLeft: largest - 1, expected: [1] },
];

it("skips the taps outside a short input at the largest strides, dilations and paddings", async () => {
  const backend = await keep(openWebGpuBackend({ separableConv1d }));
  const x = place(backend, [1, 2, 3, 4], [1, 4, 1]);
  const pointwise = place(backend, [1], [1, 1, 1]);
  for (const { title, taps, expected, ...window } of cases) {
    const depthwise = place(backend, taps, [taps.length, 1, 1]);
    const y = convolve(backend, { x, depthwise, pointwise, outputSteps: expected.length, ...window });
    expect([...(await backend.read(y))], title).toEqual(expected);
  }
});
