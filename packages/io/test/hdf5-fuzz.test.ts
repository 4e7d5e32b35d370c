import { ModelFormatError } from "@sepconv/backend";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadModel } from "../src/index.js";
import { type Hdf5Field, hdf5Fields, withField } from "./hdf5-fields.js";
import { archive, entry } from "./motion-archive.js";

const weights = entry("model.weights.h5");
const fields = hdf5Fields(weights);

/** How many files; `FUZZ_ROUNDS=30000 npx vitest run --project node packages/io/test/hdf5-fuzz` for a longer run. */
const rounds = Number(process.env["FUZZ_ROUNDS"] ?? 300);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);

let state = seed;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function read(file: Uint8Array, { offset, bytes }: Hdf5Field): bigint {
  let value = 0n;
  for (let index = bytes - 1; index >= 0; index--) value = (value << 8n) | BigInt(file[offset + index] ?? 0);
  return value;
}

/** Another value for a field: near its own, at a limit, of a field of the same size, or any. */
function otherValue(file: Uint8Array, field: Hdf5Field): bigint {
  const own = read(file, field);
  const equals = fields.filter(({ bytes }) => bytes === field.bytes);
  const donor = equals[random(equals.length)] ?? field;
  const choices = [
    0n,
    1n,
    2n ** BigInt(8 * field.bytes) - 1n,
    2n ** BigInt(8 * field.bytes - 1),
    own + 1n,
    own - 1n,
    own + 8n,
    own - 8n,
    own * 2n,
    own ^ (1n << BigInt(random(8 * field.bytes))),
    read(file, donor),
    read(file, donor),
    BigInt(random(file.length)),
  ];
  return choices[random(choices.length)] ?? own;
}

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

describe("loadModel", () => {
  it(
    `ends in a model or a ModelFormatError within 2 s for ${rounds} files with other HDF5 metadata, seed ${seed}`,
    async () => {
      const counts = new Map<string, number>();
      let slowest = { milliseconds: 0, names: "" };
      for (let round = 0; round < rounds; round++) {
        let file = weights;
        const changed: string[] = [];
        for (let change = 0; change <= round % 4; change++) {
          const field = fields[random(fields.length)];
          if (field === undefined) continue;
          const value = otherValue(file, field);
          changed.push(`${field.name} ← ${value}`);
          file = withField(file, field, value);
        }
        const damaged = archive({ "model.weights.h5": file });
        const names = `round ${round}: ${changed.join(", ")}`;
        const start = performance.now();
        const outcome = await loadModel(damaged).catch((error: unknown) => error);
        const milliseconds = performance.now() - start;
        if (milliseconds > slowest.milliseconds) slowest = { milliseconds, names };
        expect(milliseconds, names).toBeLessThan(2000);
        if (outcome instanceof Error) expect(outcome, names).toBeInstanceOf(ModelFormatError);
        else expect(outcome, names).toMatchObject({ name: "motion", built: true });
        const kind = outcome instanceof Error ? outcome.message.replace(/^loadModel: /, "").slice(0, 60) : "a model";
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      // Both ends must be reached, or nothing was tried.
      expect(counts.get("a model")).toBeGreaterThan(0);
      expect(counts.size).toBeGreaterThan(10);
      if (process.env["FUZZ_ROUNDS"] !== undefined) {
        const models = counts.get("a model") ?? 0;
        console.info(
          `${models} models, ${rounds - models} refusals; slowest ${slowest.milliseconds.toFixed(0)} ms: ${slowest.names}`,
        );
      }
    },
    rounds * 100 + 10_000,
  );
});
