import { bytesOf, type DType, type Operand, type TypedArray, typedArray } from "@sepconv/backend";
import { uniform } from "../cases/values.js";
import { compareBits } from "../compare.js";
import { demand } from "../conformance-failure.js";
import type { OpCase } from "../op-case.js";
import { operandAlignment, Workbench } from "../workbench.js";
import type { ContractCheck, Subject } from "./contract-check.js";

/** What the contract promises of `allocate`, `write`, `read` and `free`. */
export const memoryChecks: readonly ContractCheck[] = [
  { title: "values of every dtype come back as they were written", needs: [], run: comesBack },
  { title: "read returns copies", needs: ["unary"], run: readsCopies },
  { title: "readSync equals read", needs: [], run: readsAtOnce },
  { title: "an adopted array is a value", needs: ["unary"], run: adopts },
  { title: "liveBytes counts what is allocated and not freed", needs: ["unary"], run: countsLiveBytes },
];

async function comesBack<H>({ backend }: Subject<H>): Promise<void> {
  for (const dtype of backend.dtypes) {
    for (const length of [1, 3, 5, 1000]) {
      const array = sample(dtype, length);
      const handle = backend.allocate(dtype, length);
      backend.write(handle, 0, bytesOf(array));
      const got = await backend.read({ handle, byteOffset: 0, dtype, shape: [length], constant: null });
      demand(got.constructor === array.constructor, `read of ${dtype} gives a ${got.constructor.name}`);
      compareBits(`${length} elements of ${dtype}`, got, array);
      backend.free(handle);
    }
  }
}

async function readsCopies<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const bench = new Workbench(backend, dtype);
  const x = bench.place(uniform([8], 1));
  const first = await bench.read(x);
  const kept = first.slice();
  first.fill(7);
  compareBits("what is read after the first result was changed", await bench.read(x), kept);
  const second = await bench.read(x);
  bench.overwrite(x, uniform([8], 2));
  compareBits("a result after its value was written over", second, kept);
  const { operands, outputs } = bench.run("unary", unaryCall(3));
  const negated = await bench.read(outputs.y);
  const before = negated.slice();
  bench.plan("unary", { ...unaryCall(3), attrs: { kind: "square" } })(operands, outputs, {});
  await bench.read(outputs.y);
  compareBits("a result after a later launch wrote over its value", negated, before);
  bench.clear();
}

async function readsAtOnce<H>({ backend, dtype }: Subject<H>): Promise<void> {
  if (!backend.readSync) return;
  const bench = new Workbench(backend, dtype, operandAlignment);
  const x = bench.place(uniform([13], 1));
  const first = backend.readSync(x);
  const kept = first.slice();
  compareBits("readSync", first, await bench.read(x));
  first.fill(7);
  compareBits("readSync after the first result was changed", backend.readSync(x), kept);
  bench.clear();
}

async function adopts<H>({ backend, dtype }: Subject<H>): Promise<void> {
  if (!backend.adopt) return;
  const call = unaryCall(5);
  const array = typedArray(dtype, 10);
  array.set(call.inputs.x.values);
  const bench = new Workbench(backend, dtype);
  const x: Operand<H> = { handle: backend.adopt(array), byteOffset: 0, dtype, shape: [10], constant: null };
  const outputs = { y: bench.blank([10]) };
  bench.plan("unary", call)({ x }, outputs, {});
  compareBits(
    "−x of an adopted array",
    await bench.read(outputs.y),
    array.map((value) => -value),
  );
  const copy = await backend.read(x);
  copy.fill(7);
  compareBits("an adopted array after a copy of it was changed", await backend.read(x), array);
  bench.clear();
}

async function countsLiveBytes<H>({ backend, dtype }: Subject<H>): Promise<void> {
  const before = backend.statistics().liveBytes;
  if (backend.garbageCollected) {
    demand(before === 0, `liveBytes is ${before} though the garbage collector owns the values`);
    return;
  }
  const bench = new Workbench(backend, dtype);
  for (let round = 0; round < 20; round++) {
    const { outputs } = bench.run("unary", unaryCall(round));
    const held = backend.statistics().liveBytes - before;
    demand(held >= 80, `liveBytes grew by ${held} for two values of 10 elements`);
    await bench.read(outputs.y);
    bench.clear();
    const left = backend.statistics().liveBytes - before;
    demand(left === 0, `liveBytes is ${left} higher after everything was freed, in round ${round}`);
  }
}

function unaryCall(seed: number): OpCase<"unary"> {
  const x = uniform([10], seed);
  return { name: "−x", attrs: { kind: "neg" }, dynamic: {}, inputs: { x }, outputs: { y: [10] } };
}

function sample(dtype: DType, length: number): TypedArray {
  const array = typedArray(dtype, length);
  for (let index = 0; index < length; index++) array[index] = dtype === "bool" ? index % 2 : (index * 37 - 11) / 8;
  return array;
}
