import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { goldenSets } from "../../src/golden/golden-set.js";
import { type GoldenCase, type GoldenTensor, readGolden } from "../../src/golden/read-golden.js";
import { goldenLayers } from "./golden-layers.js";
import { readFromDisk } from "./read-from-disk.js";
import { runGolden } from "./run-golden.js";

const run = { gradients: true, float64: true, factor: 1 };

describe.each(goldenSets)("the runner of $file", (set) => {
  let cases: GoldenCase[];
  beforeAll(async () => {
    await useBackend(createCpuBackend());
    const { json, data } = await readFromDisk(set.file);
    cases = readGolden(set.file, json, data);
  });

  const layers = set.file === "tf215/v1-numeric" ? ["SeparableConv1D"] : Object.keys(goldenLayers);
  it.each(layers)("accepts a case of %s as it is, and sees a change of every tensor", async (layer) => {
    const golden = cases.find(
      ({ tensors, ...each }) => each.layer === layer && tensors["bias"] && tensors["y"]?.values.length,
    );
    if (golden === undefined) throw new RangeError(`no ${layer} with bias`);
    expect(await runGolden(golden, set, run)).toBeUndefined();
    const names = Object.keys(golden.tensors);
    expect(names).toHaveLength(layer === "SeparableConv1D" ? 10 : 8);
    for (const name of names) {
      const tensor = golden.tensors[name];
      if (tensor === undefined) continue;
      const values = tensor.values.map((value) => value + 0.25 + Math.abs(value) / 2);
      const tensors: Record<string, GoldenTensor> = { ...golden.tensors, [name]: { ...tensor, values } };
      expect(await runGolden({ ...golden, tensors }, set, run), name).toMatch(/ is .*; expected .* ± /);
    }
  });
});
