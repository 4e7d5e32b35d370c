import { zeros } from "@sepconv/core";
import { expect, it } from "vitest";
import { lineageOf, noteLineage, stemsFrom } from "./lineage.js";

it("knows from which tensors a tensor came, and no others", () => {
  const [x, y, z, other] = [zeros([1]), zeros([1]), zeros([1]), zeros([1])] as const;
  noteLineage(x, y);
  const lineage = noteLineage(y, z);
  expect([x, y, z, other].map((source) => stemsFrom(lineage, source))).toEqual([true, true, true, false]);
  expect(stemsFrom(lineageOf(y), z)).toBe(false);
  noteLineage(other, z);
  expect(stemsFrom(lineageOf(z), x)).toBe(false);
});

it("reaches back a thousand layers and stops growing there", () => {
  const first = zeros([1]);
  let latest = first;
  const next = (): void => {
    const output = zeros([1]);
    noteLineage(latest, output);
    latest = output;
  };
  for (let step = 0; step < 1000; step++) next();
  expect(stemsFrom(lineageOf(latest), first)).toBe(true);
  next();
  expect([stemsFrom(lineageOf(latest), first), lineageOf(latest).ancestors.length]).toEqual([false, 1000]);
});
