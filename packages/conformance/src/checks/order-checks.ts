import type { Operand, OpName, UnaryKind } from "@sepconv/backend";
import { ordinarySizes } from "../cases/conv-sizes.js";
import { depthwiseGradientCase } from "../cases/depthwise-conv1d-gradient.js";
import { separableConv1dCase } from "../cases/separable-conv1d.js";
import { gradientCase } from "../cases/separable-conv1d-gradient.js";
import { uniform } from "../cases/values.js";
import { compareBits } from "../compare.js";
import { held } from "../held.js";
import type { HostArray, OpCase } from "../op-case.js";
import { Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** Effects are in the order of the calls, whether a backend computes at once or records. */
export const orderChecks: readonly ContractCheck[] = [
  {
    title: "a launch sees what was written before it, not what is written after",
    needs: ["unary"],
    run: writesInOrder,
  },
  { title: "a launch sees the results of earlier launches", needs: ["unary"], run: launchesInOrder },
  { title: "memory that is freed and used again does not change earlier results", needs: ["unary"], run: freesInOrder },
  { title: "a read gives the value of its time", needs: ["unary"], run: readsInOrder },
  { title: "one value may be both operands", needs: ["binary"], run: readsOneOperandTwice },
  { title: "launching again gives the same bits", needs: ["separableConv1d"], run: repeats },
  {
    title: "launching the gradient again gives the same bits",
    needs: ["separableConv1dGradient"],
    run: repeatsGradient,
  },
  {
    title: "launching the depthwise gradient again gives the same bits",
    needs: ["depthwiseConv1dGradient"],
    run: repeatsDepthwiseGradient,
  },
];

async function writesInOrder<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const [first, second] = [uniform([64], 1), uniform([64], 2)];
  const x = bench.place(first);
  const [y, z] = [bench.blank([64]), bench.blank([64])];
  const negate = bench.plan("unary", unaryCall("neg", first));
  negate({ x }, { y }, {});
  bench.overwrite(x, second);
  negate({ x }, { y: z }, {});
  compareBits("−x before x was written over", await bench.read(y), held(negated(first).values, dtype));
  compareBits("−x after x was written over", await bench.read(z), held(negated(second).values, dtype));
  bench.clear();
}

async function launchesInOrder<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const start = uniform([50], 3);
  const negate = bench.plan("unary", unaryCall("neg", start));
  let x = bench.place(start);
  // More launches than a device is likely to record in one batch.
  for (let round = 0; round < 151; round++) {
    const y = bench.blank([50]);
    negate({ x }, { y }, {});
    x = y;
  }
  compareBits("a value negated 151 times", await bench.read(x), held(negated(start).values, dtype));
  bench.clear();
}

async function freesInOrder<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const values = Array.from({ length: 40 }, (_, seed) => uniform([64], seed));
  const negate = bench.plan("unary", unaryCall("neg", uniform([64], 0)));
  const results = values.map((value) => {
    const x = bench.place(value);
    const y = bench.blank([64]);
    negate({ x }, { y }, {});
    bench.release(x);
    return y;
  });
  for (const [index, value] of values.entries()) {
    const y = results[index];
    if (y) compareBits(`result ${index} of 40`, await bench.read(y), held(negated(value).values, dtype));
  }
  bench.clear();
}

async function readsInOrder<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const first = uniform([64], 4);
  const x = bench.place(first);
  const y = bench.blank([64]);
  bench.plan("unary", unaryCall("neg", first))({ x }, { y }, {});
  const early = backend.read(y);
  bench.plan("unary", unaryCall("square", first))({ x }, { y }, {});
  bench.overwrite(x, uniform([64], 5));
  compareBits("a read that began before a later launch", await early, held(negated(first).values, dtype));
  bench.clear();
}

async function readsOneOperandTwice<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const value = uniform([20], 6);
  const call: OpCase<"binary"> = {
    name: "x − x",
    attrs: { kind: "sub" },
    dynamic: {},
    inputs: { a: value, b: value },
    outputs: { y: [20] },
  };
  const x = bench.place(value);
  const y = bench.blank([20]);
  bench.plan("binary", call)({ a: x, b: x }, { y }, {});
  compareBits("x − x", await bench.read(y), held(new Float64Array(20), dtype));
  bench.clear();
}

/** More than one tile, and channels that fill no vector. */
const sizes = { ...ordinarySizes, steps: 90, channels: 7, filters: 13 };

async function repeats<H>(subject: Subject<H>): Promise<void> {
  await sameBits(subject, "separableConv1d", separableConv1dCase(sizes, { activation: "tanh", bias: true }, 1));
}

async function repeatsGradient<H>(subject: Subject<H>): Promise<void> {
  const wants = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };
  await sameBits(subject, "separableConv1dGradient", gradientCase(sizes, wants, 2));
}

async function repeatsDepthwiseGradient<H>(subject: Subject<H>): Promise<void> {
  const wants = { wantsX: true, wantsDepthwise: true, wantsBias: true };
  await sameBits(subject, "depthwiseConv1dGradient", depthwiseGradientCase(sizes, wants, 3));
}

/** Launches twice. */
async function sameBits<Op extends OpName, H>({ backend, dtype }: Subject<H>, op: Op, call: OpCase<Op>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const launch = bench.plan(op, call);
  const { operands, outputs } = bench.placeCall(op, call);
  launch(operands, outputs, call.dynamic);
  for (const [name, output] of Object.entries<Operand<H>>(outputs)) {
    const first = await bench.read(output);
    bench.spoil(output);
    launch(operands, outputs, call.dynamic);
    compareBits(`${name} of a second launch of ${op}`, await bench.read(output), first);
  }
  bench.clear();
}

function unaryCall(kind: UnaryKind, x: HostArray): OpCase<"unary"> {
  return { name: kind, attrs: { kind }, dynamic: {}, inputs: { x }, outputs: { y: x.shape } };
}

function negated({ shape, values }: HostArray): HostArray {
  return { shape, values: values.map((value) => -value) };
}
