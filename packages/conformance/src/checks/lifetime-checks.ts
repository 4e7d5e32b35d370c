import { ordinarySizes } from "../cases/conv-sizes.js";
import { separableConv1dCase } from "../cases/separable-conv1d.js";
import { demand } from "../conformance-failure.js";
import { compareCall } from "../run-case.js";
import { Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** What the contract promises of a backend from its opening to its end. */
export const lifetimeChecks: readonly ContractCheck[] = [
  { title: "scratch does not grow with the number of output steps", needs: ["separableConv1d"], run: boundsScratch },
  { title: "dispose can be called twice", needs: ["separableConv1d"], run: disposesTwice },
  { title: "backends opened beside each other do not meet", needs: ["separableConv1d"], run: standsAlone },
];

async function boundsScratch<H>({ open, dtype, tolerance }: Subject<H>): Promise<void> {
  const backend = await open();
  const peaks: number[] = [];
  for (const steps of [200, 20_000]) {
    const sizes = { ...ordinarySizes, batch: 1, steps, channels: 8, multiplier: 1, filters: 8 };
    const call = separableConv1dCase(sizes, { activation: null, bias: true }, 1);
    const bench = new Workbench(backend, dtype);
    await compareCall(bench, bench.run("separableConv1d", call), tolerance);
    peaks.push(backend.statistics().peakScratchBytes);
    bench.clear();
  }
  backend.dispose();
  demand(peaks[0] === peaks[1], `peakScratchBytes is ${peaks[0]} for 200 steps and ${peaks[1]} for 20,000`);
}

async function disposesTwice<H>({ open, dtype }: Subject<H>): Promise<void> {
  const backend = await open();
  const call = separableConv1dCase(ordinarySizes, { activation: null, bias: true }, 2);
  const bench = new Workbench(backend, dtype);
  await bench.read(bench.run("separableConv1d", call).outputs.y);
  backend.dispose();
  let refusal: unknown;
  try {
    backend.dispose();
  } catch (error) {
    refusal = error;
  }
  demand(refusal === undefined, `a second dispose throws ${String(refusal)}`);
}

async function standsAlone<H>({ backend, open, dtype, tolerance }: Subject<H>): Promise<void> {
  const call = separableConv1dCase(ordinarySizes, { activation: "relu", bias: true }, 3);
  const bench = new Workbench(backend, dtype);
  const placed = bench.run("separableConv1d", call);
  const other = await open();
  const elsewhere = new Workbench(other, dtype);
  await compareCall(elsewhere, elsewhere.run("separableConv1d", call), tolerance);
  other.dispose();
  await compareCall(bench, placed, tolerance);
  bench.clear();
}
