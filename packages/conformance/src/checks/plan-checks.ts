import type { Backend, OpName } from "@sepconv/backend";
import { cases, opNames } from "../cases/cases.js";
import { type ConvSizes, ordinarySizes } from "../cases/conv-sizes.js";
import { depthwiseGradientCase } from "../cases/depthwise-conv1d-gradient.js";
import { separableConv1dCase } from "../cases/separable-conv1d.js";
import { gradientCase } from "../cases/separable-conv1d-gradient.js";
import { demand } from "../conformance-failure.js";
import type { OpCase } from "../op-case.js";
import { compareCall } from "../run-case.js";
import type { FloatDType } from "../tolerance.js";
import { operandTypes, Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** What the contract promises of plans and gaps. */
export const planChecks: readonly ContractCheck[] = [
  { title: "gaps are exactly the ops that have no plan", needs: [], run: listsGaps },
  { title: "one plan serves every batch size and length", needs: ["separableConv1d"], run: servesEveryLength },
  {
    title: "one plan of the gradient serves every batch size and length",
    needs: ["separableConv1dGradient"],
    run: servesEveryGradient,
  },
  {
    title: "one plan of the depthwise gradient serves every batch size and length",
    needs: ["depthwiseConv1dGradient"],
    run: servesEveryDepthwiseGradient,
  },
  { title: "the counters count plans, allocations and launches", needs: ["separableConv1d"], run: counts },
];

/** Batches and lengths that need one tile, several, and the ends of tiles; padLeft differs between them. */
const lengths: readonly Pick<ConvSizes, "batch" | "steps">[] = [
  { batch: 2, steps: 12 },
  { batch: 1, steps: 13 },
  { batch: 3, steps: 1 },
  { batch: 1, steps: 200 },
  { batch: 5, steps: 64 },
  { batch: 2, steps: 12 },
];

const window: ConvSizes = { ...ordinarySizes, channels: 6, filters: 11, kernelSize: 5, stride: 3, padding: "same" };

async function listsGaps<H>({ backend, dtype }: Subject<H>): Promise<void> {
  await Promise.resolve();
  for (const op of opNames) {
    const planned = hasPlan(backend, op, dtype);
    const reason = backend.gaps[op];
    if (planned) demand(!(op in backend.gaps), `${op} has a plan, though gaps lists it`);
    else demand(reason !== undefined && reason !== "", `${op} has no plan, and gaps gives no reason`);
  }
}

function hasPlan<Op extends OpName, H>(backend: Backend<H>, op: Op, dtype: FloatDType): boolean {
  const [call] = cases[op].curated;
  demand(call !== undefined, `${op} has no curated case`);
  return backend.plan(op, call.attrs, operandTypes(op, call, dtype)) !== undefined;
}

async function servesEveryLength<H>(subject: Subject<H>): Promise<void> {
  await serves(subject, "separableConv1d", (sizes, seed) =>
    separableConv1dCase(sizes, { activation: "elu", bias: true }, seed),
  );
}

async function servesEveryGradient<H>(subject: Subject<H>): Promise<void> {
  const wants = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };
  await serves(subject, "separableConv1dGradient", (sizes, seed) => gradientCase(sizes, wants, seed));
}

async function servesEveryDepthwiseGradient<H>(subject: Subject<H>): Promise<void> {
  const wants = { wantsX: true, wantsDepthwise: true, wantsBias: true };
  await serves(subject, "depthwiseConv1dGradient", (sizes, seed) => depthwiseGradientCase(sizes, wants, seed));
}

/** Plans an op once and launches it for every length. */
async function serves<Op extends OpName, H>(
  { backend, dtype, tolerance }: Subject<H>,
  op: Op,
  caseOf: (sizes: ConvSizes, seed: number) => OpCase<Op>,
): Promise<void> {
  const calls = lengths.map((length, seed) => caseOf({ ...window, ...length }, seed));
  const [first] = calls;
  demand(first !== undefined, "no lengths");
  const bench = new Workbench(backend, dtype);
  const launch = bench.plan(op, first);
  let compiled = Number.NaN;
  for (const call of calls) {
    const placed = bench.placeCall(op, call);
    launch(placed.operands, placed.outputs, call.dynamic);
    await compareCall(bench, placed, tolerance);
    compiled = demandNoMore("compilations", compiled, backend.statistics().compilations, call.name);
  }
  bench.clear();
}

async function counts<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const call = separableConv1dCase(ordinarySizes, { activation: null, bias: true }, 1);
  const bench = new Workbench(backend, dtype);
  const before = backend.statistics();
  const launch = bench.plan("separableConv1d", call);
  const { operands, outputs } = bench.placeCall("separableConv1d", call);
  launch(operands, outputs, call.dynamic);
  launch(operands, outputs, call.dynamic);
  await bench.read(outputs.y);
  const after = backend.statistics();
  const [plans, allocations] = [after.plans - before.plans, after.allocations - before.allocations];
  demand(plans === 1, `plans grew by ${plans} for one plan`);
  demand(allocations === 5, `allocations grew by ${allocations} for five values`);
  demand(
    after.launches - before.launches >= 2,
    `launches grew by ${after.launches - before.launches} for two launches`,
  );
  bench.clear();
}

/** The new count; the first one is taken as it is. @throws ConformanceFailure where it grew. */
function demandNoMore(what: string, before: number, now: number, where: string): number {
  demand(Number.isNaN(before) || now === before, `${what} grew from ${before} to ${now} at ${where}`);
  return now;
}
