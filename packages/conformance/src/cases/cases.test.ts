import type { OpName } from "@sepconv/backend";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostArray, OpCase } from "../op-case.js";
import type { ReferenceOutput } from "../reference/reference.js";
import { references } from "../reference/references.js";
import { cases, opNames } from "./cases.js";

/** Holds a case to what the contract says of calls. */
function checkCase<Op extends OpName>(op: Op, call: OpCase<Op>): void {
  for (const { shape, values } of Object.values<HostArray>(call.inputs)) expect(values.length).toBe(sizeOf(shape));
  const outputs: Readonly<Record<string, readonly number[]>> = call.outputs;
  expect(
    Object.values(outputs).some((shape) => sizeOf(shape) > 0),
    `${call.name} has an output`,
  ).toBe(true);
  const results: Readonly<Record<string, ReferenceOutput>> = references[op](call);
  expect(Object.keys(results).toSorted()).toEqual(Object.keys(outputs).toSorted());
  for (const [name, { values }] of Object.entries(results)) {
    expect(values.length).toBe(sizeOf(outputs[name]!));
    const emptyReduction = op === "reduce" && call.name.includes("no elements");
    if (!call.nonFinite && !emptyReduction) expect(values.every(Number.isFinite), `${call.name} is finite`).toBe(true);
  }
}

function checkAll<Op extends OpName>(op: Op): void {
  for (const call of cases[op].curated) checkCase(op, call);
  fc.assert(
    fc.property(cases[op].random, (call) => checkCase(op, call)),
    { seed: 1, numRuns: 50 },
  );
}

function namesOf<Op extends OpName>(op: Op): string[] {
  return cases[op].curated.map(({ name }) => name);
}

describe("the cases", () => {
  it.each(opNames)("of %s are calls as the contract has them", (op) => checkAll(op));

  it.each(opNames)("of %s have names of their own", (op) => {
    expect(new Set(namesOf(op)).size).toBe(namesOf(op).length);
  });
});

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1);
}
