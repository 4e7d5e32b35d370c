import type { ConstantKey } from "@sepconv/backend";
import { ordinarySizes } from "../cases/conv-sizes.js";
import { depthwiseGradientCase } from "../cases/depthwise-conv1d-gradient.js";
import { separableConv1dCase } from "../cases/separable-conv1d.js";
import { gradientCase } from "../cases/separable-conv1d-gradient.js";
import { uniform } from "../cases/values.js";
import { demand } from "../conformance-failure.js";
import type { HostArray, OpCase } from "../op-case.js";
import { compareCall } from "../run-case.js";
import { type PlacedCall, Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** What the contract promises of packed weights. They hold, trivially in part, for backends that pack nothing. */
export const packingChecks: readonly ContractCheck[] = [
  { title: "a weight is packed once", needs: ["separableConv1d"], run: packsOnce },
  { title: "a new version is packed again, in the same memory", needs: ["separableConv1d"], run: repacks },
  { title: "weights have versions of their own", needs: ["separableConv1d"], run: repacksEach },
  { title: "a new version in other memory counts", needs: ["separableConv1d"], run: followsHandles },
  { title: "the gradient sees a new version", needs: ["separableConv1dGradient"], run: repacksForGradient },
  {
    title: "the depthwise gradient sees a new version",
    needs: ["depthwiseConv1dGradient"],
    run: repacksForDepthwiseGradient,
  },
  { title: "forget gives packed memory back", needs: ["separableConv1d"], run: forgets },
  { title: "what is no variable is never kept packed", needs: ["separableConv1d"], run: keepsNoValues },
];

/** A variable's key, as core makes them: the same object with a growing version. */
class TestKey implements ConstantKey {
  version = 1;
}

type ConvCase = OpCase<"separableConv1d">;
type Weight = "depthwise" | "pointwise" | "bias";
type Placed<H> = PlacedCall<"separableConv1d", H>;

const weights: readonly Weight[] = ["depthwise", "pointwise", "bias"];
const call = separableConv1dCase({ ...ordinarySizes, channels: 5, filters: 11 }, { activation: null, bias: true }, 1);

/** One placed call with a key for each weight, which can be launched and updated. */
class Layer<H> {
  readonly keys: Readonly<Record<Weight, TestKey>> = {
    depthwise: new TestKey(),
    pointwise: new TestKey(),
    bias: new TestKey(),
  };
  readonly #subject: Subject<H>;
  readonly #bench: Workbench<H>;
  readonly #launch: (placed: Placed<H>) => void;
  #placed: Placed<H>;

  constructor(subject: Subject<H>, options: { readonly constants: boolean }) {
    this.#subject = subject;
    this.#bench = new Workbench(subject.backend, subject.dtype);
    const launch = this.#bench.plan("separableConv1d", call);
    this.#launch = ({ operands, outputs }) => launch(operands, outputs, call.dynamic);
    this.#placed = this.#bench.placeCall("separableConv1d", call, options.constants ? this.keys : {});
  }

  /** Launches and compares the result with the reference. */
  async apply(): Promise<void> {
    this.#bench.spoil(this.#placed.outputs.y);
    this.#launch(this.#placed);
    await compareCall(this.#bench, this.#placed, this.#subject.tolerance);
  }

  /** Writes new elements of one weight into its memory, or into other memory. */
  assign(name: Weight, seed: number, place: "same memory" | "other memory" = "same memory"): void {
    const { call: before, operands } = this.#placed;
    const operand = operands[name];
    if (operand === undefined) throw new RangeError(`the call has no ${name}`);
    const array = uniform(operand.shape, seed);
    this.keys[name].version++;
    if (place === "same memory") this.#bench.overwrite(operand, array);
    const moved = place === "same memory" ? operand : this.#bench.place(array, operand.constant);
    this.#placed = {
      ...this.#placed,
      call: withInput(before, name, array),
      operands: { ...operands, [name]: moved },
    };
  }

  end(): void {
    for (const key of Object.values(this.keys)) this.#subject.backend.forget(key);
    this.#bench.clear();
  }
}

async function packsOnce<H>(subject: Subject<H>): Promise<void> {
  const before = subject.backend.statistics().packs;
  const layer = new Layer(subject, { constants: true });
  await layer.apply();
  const { packs, packedBytes } = subject.backend.statistics();
  demand(packs - before <= weights.length, `${packs - before} packings for ${weights.length} weights`);
  for (let round = 0; round < 3; round++) await layer.apply();
  demandEqual("packs after a second launch", subject.backend.statistics().packs, packs);
  demandEqual("packedBytes after a second launch", subject.backend.statistics().packedBytes, packedBytes);
  layer.end();
}

async function repacks<H>(subject: Subject<H>): Promise<void> {
  const layer = new Layer(subject, { constants: true });
  const none = subject.backend.statistics().packs;
  await layer.apply();
  const first = subject.backend.statistics();
  for (let update = 1; update <= 3; update++) {
    for (const name of weights) layer.assign(name, 10 * update);
    await layer.apply();
  }
  const later = subject.backend.statistics();
  demandEqual("packs after three updates", later.packs - first.packs, 3 * (first.packs - none));
  demandEqual("packedBytes after three updates", later.packedBytes, first.packedBytes);
  layer.end();
}

async function repacksEach<H>(subject: Subject<H>): Promise<void> {
  const layer = new Layer(subject, { constants: true });
  await layer.apply();
  for (const name of weights) {
    const before = subject.backend.statistics().packs;
    layer.assign(name, 20);
    await layer.apply();
    const packs = subject.backend.statistics().packs - before;
    demand(packs <= 1, `${packs} packings after ${name} alone was updated`);
  }
  layer.end();
}

async function followsHandles<H>(subject: Subject<H>): Promise<void> {
  const layer = new Layer(subject, { constants: true });
  await layer.apply();
  for (const name of weights) {
    layer.assign(name, 30, "other memory");
    await layer.apply();
  }
  layer.end();
}

async function repacksForGradient<H>({ backend, dtype, tolerance }: Subject<H>): Promise<void> {
  const wants = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };
  const gradient = gradientCase({ ...ordinarySizes, channels: 5, filters: 11 }, wants, 2);
  const keys = { depthwise: new TestKey(), pointwise: new TestKey() };
  const bench = new Workbench(backend, dtype);
  const launch = bench.plan("separableConv1dGradient", gradient);
  let placed = bench.placeCall("separableConv1dGradient", gradient, keys);
  for (let update = 0; update < 3; update++) {
    launch(placed.operands, placed.outputs, gradient.dynamic);
    await compareCall(bench, placed, tolerance);
    const depthwise = uniform(gradient.inputs.depthwise.shape, 40 + update);
    const pointwise = uniform(gradient.inputs.pointwise.shape, 50 + update);
    bench.overwrite(placed.operands.depthwise, depthwise);
    bench.overwrite(placed.operands.pointwise, pointwise);
    for (const key of Object.values(keys)) key.version++;
    placed = { ...placed, call: { ...gradient, inputs: { ...gradient.inputs, depthwise, pointwise } } };
  }
  for (const key of Object.values(keys)) backend.forget(key);
  bench.clear();
}

async function repacksForDepthwiseGradient<H>({ backend, dtype, tolerance }: Subject<H>): Promise<void> {
  const wants = { wantsX: true, wantsDepthwise: true, wantsBias: true };
  const gradient = depthwiseGradientCase({ ...ordinarySizes, channels: 5 }, wants, 3);
  const depthwise = new TestKey();
  const bench = new Workbench(backend, dtype);
  const launch = bench.plan("depthwiseConv1dGradient", gradient);
  let placed = bench.placeCall("depthwiseConv1dGradient", gradient, { depthwise });
  for (let update = 0; update < 3; update++) {
    launch(placed.operands, placed.outputs, gradient.dynamic);
    await compareCall(bench, placed, tolerance);
    const updated = uniform(gradient.inputs.depthwise.shape, 40 + update);
    bench.overwrite(placed.operands.depthwise, updated);
    depthwise.version++;
    placed = { ...placed, call: { ...gradient, inputs: { ...gradient.inputs, depthwise: updated } } };
  }
  backend.forget(depthwise);
  bench.clear();
}

async function forgets<H>(subject: Subject<H>): Promise<void> {
  const before = subject.backend.statistics().packedBytes;
  const layer = new Layer(subject, { constants: true });
  await layer.apply();
  const packed = subject.backend.statistics();
  for (const key of Object.values(layer.keys)) subject.backend.forget(key);
  demandEqual("packedBytes after forget", subject.backend.statistics().packedBytes, before);
  await layer.apply();
  demandEqual("packedBytes after another launch", subject.backend.statistics().packedBytes, packed.packedBytes);
  layer.end();
  subject.backend.forget(new TestKey());
  demandEqual("packedBytes at the end", subject.backend.statistics().packedBytes, before);
}

async function keepsNoValues<H>(subject: Subject<H>): Promise<void> {
  const before = subject.backend.statistics().packedBytes;
  const layer = new Layer(subject, { constants: false });
  await layer.apply();
  for (const name of weights) {
    layer.assign(name, 60);
    await layer.apply();
  }
  demandEqual("packedBytes after launches without variables", subject.backend.statistics().packedBytes, before);
  layer.end();
}

function withInput(before: ConvCase, name: Weight, array: HostArray): ConvCase {
  return { ...before, name: `${before.name} with a new ${name}`, inputs: { ...before.inputs, [name]: array } };
}

function demandEqual(what: string, got: number, want: number): void {
  demand(got === want, `${what}: ${got}; expected ${want}`);
}
