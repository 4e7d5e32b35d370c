import { afterEach, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";
import { findWorkers } from "./worker-port.js";

afterEach(() => document.head.querySelector("meta[http-equiv]")?.remove());

test("two threads give what one gives, in a page that is isolated", async () => {
  const [one, two] = await Promise.all([createWasmBackend(), createWasmBackend({ threads: 2 })]);
  expect(two.notes).toEqual(["2 threads compute"]);
  const [steps, channels, filters] = [3000, 16, 32];
  const results = [one, two].map((backend) => {
    const wave = (length: number): number[] => Array.from({ length }, (_, index) => Math.sin(index));
    const operands = {
      x: operand(backend, [1, steps, channels], wave(steps * channels)),
      depthwise: operand(backend, [5, channels, 1], wave(5 * channels)),
      pointwise: operand(backend, [1, channels, filters], wave(channels * filters)),
    };
    const y = operand(backend, [1, steps, filters]);
    const types = {
      x: typeOf(operands.x),
      depthwise: typeOf(operands.depthwise, [0, 1, 2]),
      pointwise: typeOf(operands.pointwise, [2]),
    };
    const launch = planned(backend.plan("separableConv1d", { stride: 1, dilation: 1, activation: "relu" }, types));
    for (let run = 0; run < 50; run++) launch(operands, { y }, { padLeft: 2 });
    return valuesOf(backend, y);
  });
  expect(results[1]).toEqual(results[0]);
  await two.flush?.();
  one.dispose();
  two.dispose();
});

test("a policy that forbids workers of the page's own making is a reason to compute on one thread", async () => {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "worker-src 'none'";
  document.head.append(policy);
  const backend = await createWasmBackend({ threads: 2 });
  expect(backend.notes?.[0]).toMatch(/^one thread computes instead of 2: .*(worker-src|Content Security Policy)/);
  backend.dispose();
});

test("workers are the page's own", () => {
  expect(findWorkers()).toBeTypeOf("function");
});
