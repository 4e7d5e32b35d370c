import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

const word = 2n ** 32n;

type Place = Pick<OpCase<"dropoutMask">["dynamic"], "key" | "counter">;

type Counter = readonly [c0: bigint, c1: bigint, c2: bigint, c3: bigint];

/** Philox 4×32-10 with whole numbers of any size: the four numbers of a counter of four words, under a key of two. */
export function philoxNumbers(counter: Counter, [keyA, keyB]: readonly [a: bigint, b: bigint]): Counter {
  let [c0, c1, c2, c3] = counter;
  for (let round = 0n; round < 10n; round++) {
    const a = (keyA + round * 0x9e3779b9n) % word;
    const b = (keyB + round * 0xbb67ae85n) % word;
    const [productA, productB] = [c0 * 0xd2511f53n, c2 * 0xcd9e8d57n];
    [c0, c1, c2, c3] = [(productB / word) ^ c1 ^ a, productB % word, (productA / word) ^ c3 ^ b, productA % word];
  }
  return [c0, c1, c2, c3];
}

/** The i-th number from the place in a stream that a call gives. */
export function numberAt({ key, counter }: Place, i: number): number {
  const count = (BigInt(counter[0]) + BigInt(counter[1]) * word + BigInt(Math.floor(i / 4))) % word ** 2n;
  const numbers = philoxNumbers([count % word, count / word, 0n, 0n], [BigInt(key[0]), BigInt(key[1])]);
  return Number(numbers[i % 4]);
}

/** `y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept` */
export function dropoutMask({
  attrs: { dtype },
  dynamic,
  outputs: { y: shape },
}: OpCase<"dropoutMask">): ReferenceOutputs<"dropoutMask"> {
  const kept = dtype === "float32" ? Math.fround(dynamic.kept) : dynamic.kept;
  const values = Float64Array.from({ length: shape.reduce((size, extent) => size * extent, 1) }, (_, i) =>
    Math.floor(numberAt(dynamic, i) / 2 ** 8) < dynamic.threshold ? 0 : kept,
  );
  return { y: { values, terms: 0, final: { kind: "move" } } };
}
