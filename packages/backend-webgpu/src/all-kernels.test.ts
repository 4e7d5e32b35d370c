import { expect, it } from "vitest";
import { allKernels } from "./all-kernels.js";
import { gaps } from "./gaps.js";
import * as pick from "./pick.js";

it("offers each kernel for picking, under its op's name", () => {
  const { openWebGpuBackend, ...picked } = pick;
  expect(picked).toEqual(allKernels);
  expect(openWebGpuBackend).toBeTypeOf("function");
});

it("lists no gap that it has a kernel for", () => {
  expect(Object.keys(gaps).filter((op) => op in allKernels)).toEqual([]);
});

it("does not compile when a kernel is missing that is no listed gap", () => {
  const { unary, ...others } = allKernels;
  // @ts-expect-error: the kernel of unary is missing
  const incomplete: typeof allKernels = others;
  expect({ ...incomplete, unary }).toEqual(allKernels);
});
