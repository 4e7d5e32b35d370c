import { expect, test } from "vitest";
import { allKernels } from "./all-kernels.js";
import { gaps } from "./gaps.js";
import { createWasmBackend } from "./index.js";
import * as pick from "./pick.js";

test("every op is a kernel or a gap, and a table that lacks one does not compile", async () => {
  const { softmax, ...others } = allKernels;
  // @ts-expect-error softmax is missing
  const incomplete: typeof allKernels = others;
  const complete: typeof allKernels = { ...others, softmax };
  expect(Object.keys(complete)).toHaveLength(Object.keys(incomplete).length + 1);
  expect((await createWasmBackend()).gaps).toEqual(gaps);
});

test("every kernel can be picked under its op's name", () => {
  expect(pick).toMatchObject(allKernels);
});
