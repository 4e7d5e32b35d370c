import { createCpuBackend } from "@sepconv/backend-cpu";
import { binary, openCpuBackend, reduce, slice, unary } from "@sepconv/backend-cpu/pick";
import {
  add,
  batchNormalization,
  type Device,
  type NormalizedBatch,
  square,
  sum,
  type Tensor,
  tensor,
  useBackend,
  valueAndGrad,
} from "@sepconv/core";
import { describe, expect, it } from "vitest";
import { type Compute, expectGradients, project } from "./expect-gradients.js";

const devices: readonly [string, () => Promise<Device>][] = [
  ["kernels", () => useBackend(createCpuBackend())],
  ["definitions", () => useBackend(openCpuBackend({ binary, reduce, slice, unary }))],
];

const shapes = [[2, 4, 3], [3], [3]];

const everything = ({ y, mean, variance }: NormalizedBatch): Tensor => add(square(y), add(mean, variance));

/** y, mean or variance, or all of them at once. */
const parts: readonly [string, (batch: NormalizedBatch) => Tensor][] = [
  ["y", ({ y }) => y],
  ["mean", ({ mean }) => mean],
  ["variance", ({ variance }) => variance],
  ["y, mean and variance", everything],
];

const normalize =
  (part: (batch: NormalizedBatch) => Tensor): Compute =>
  (...[x, gamma, beta]) =>
    part(batchNormalization(x ?? tensor(0), { gamma: gamma ?? null, beta: beta ?? null }));

describe.each(devices)("batchNormalization by its %s", (name, open) => {
  it.each(parts)("has the gradients of %s", async (_, part) => {
    await open();
    expectGradients(normalize(part), shapes);
    expectGradients(normalize(part), shapes.slice(0, 2));
    expectGradients(normalize(part), shapes.slice(0, 1));
  });

  it("has gradients of its gradients", async () => {
    const device = await open();
    expectGradients((...inputs) => {
      const { grads } = valueAndGrad((...inner) => project(normalize(everything)(...inner)))(...inputs);
      return grads.map((gradient) => sum(square(gradient))).reduce((total, term) => add(total, term));
    }, shapes);
    expect(device.statistics().fallbacks > 0).toBe(name === "definitions");
  });
});
