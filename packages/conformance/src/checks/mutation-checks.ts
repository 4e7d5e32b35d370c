import type { Operand, Outputs } from "@sepconv/backend";
import { cases } from "../cases/cases.js";
import { updateCase } from "../cases/optimizer-update.js";
import { compareBits } from "../compare.js";
import { demand } from "../conformance-failure.js";
import { opSpecs } from "../op-specs.js";
import { Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** What the contract promises of ops that replace their operands. */
export const mutationChecks: readonly ContractCheck[] = [
  { title: "an output in place of its operand has the same bits", needs: ["optimizerUpdate"], run: writesInPlace },
  { title: "weights that are their own gradient decay in place", needs: ["optimizerUpdate"], run: decaysInPlace },
];

async function writesInPlace<H>({ backend, dtype }: Subject<H>): Promise<void> {
  for (const call of cases.optimizerUpdate.curated.filter(({ nonFinite }) => !nonFinite)) {
    const bench = new Workbench(backend, dtype);
    const apart: Readonly<Record<string, Operand<H> | undefined>> = bench.run("optimizerUpdate", call).outputs;
    const { operands } = bench.placeCall("optimizerUpdate", call);
    const inputs: Readonly<Record<string, Operand<H> | undefined>> = operands;
    const outputs: Record<string, Operand<H>> = {};
    for (const name of opSpecs.optimizerUpdate.mutates ?? []) {
      const operand = inputs[name];
      if (operand) outputs[name] = operand;
    }
    bench.plan("optimizerUpdate", call)(operands, outputs as Outputs<"optimizerUpdate", H>, call.dynamic);
    for (const [name, output] of Object.entries(outputs)) {
      const want = apart[name];
      demand(want !== undefined, `"${call.name}" has no output ${name}`);
      compareBits(`${name} of "${call.name}" in place`, await bench.read(output), await bench.read(want));
    }
    bench.clear();
  }
}

async function decaysInPlace<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const { inputs, ...rest } = updateCase("sgd", "decay", [21], 7);
  const call = { ...rest, inputs: { w: inputs.w, g: inputs.w } };
  const bench = new Workbench(backend, dtype);
  const apart = bench.run("optimizerUpdate", call).outputs.w;
  const w = bench.place(inputs.w);
  bench.plan("optimizerUpdate", call)({ w, g: w }, { w }, call.dynamic);
  compareBits("w − rate·w in place", await bench.read(w), await bench.read(apart));
  bench.clear();
}
