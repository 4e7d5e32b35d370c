import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { goldenSets } from "../../src/golden/golden-set.js";
import { type GoldenCase, type GoldenTensor, readGolden } from "../../src/golden/read-golden.js";
import { readFromDisk } from "./read-from-disk.js";
import { runGolden } from "./run-golden.js";

const run = { gradients: true, factor: 1 };

describe.each(goldenSets)("the runner of $file", (set) => {
  let golden: GoldenCase;
  beforeAll(async () => {
    await useBackend(createCpuBackend());
    const { json, data } = await readFromDisk(set.file);
    const found = readGolden(set.file, json, data, "SeparableConv1D").find(
      ({ args, tensors }) => args["activation"] === "relu" && tensors["bias"] !== undefined,
    );
    if (found === undefined) throw new RangeError("no case with relu and bias");
    golden = found;
  });

  it("accepts a case as it is", async () => {
    expect(await runGolden(golden, set, run)).toBeUndefined();
  });

  it("sees a change of every tensor", async () => {
    const names = Object.keys(golden.tensors);
    expect(names).toHaveLength(10);
    for (const name of names) {
      const tensor = golden.tensors[name];
      if (tensor === undefined) continue;
      const values = tensor.values.map((value) => value + 0.25 + Math.abs(value) / 2);
      const tensors: Record<string, GoldenTensor> = { ...golden.tensors, [name]: { ...tensor, values } };
      expect(await runGolden({ ...golden, tensors }, set, run), name).toMatch(/ is .*; expected .* ± /);
    }
  });
});
