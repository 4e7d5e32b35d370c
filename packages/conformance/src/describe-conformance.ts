import type { Backend, OpName } from "@sepconv/backend";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases, opNames } from "./cases/cases.js";
import { contractChecks } from "./checks/contract-checks.js";
import { demand } from "./conformance-failure.js";
import { dtypesOf, isAsked } from "./element-types.js";
import type { OpCase } from "./op-case.js";
import { runRandomCases } from "./random-cases.js";
import type { Functions } from "./rounding.js";
import { runCase } from "./run-case.js";
import { type FloatDType, precisions, type Tolerance } from "./tolerance.js";

export interface ConformanceOptions {
  /** Multiplies the tolerance; 1 by default, 4 for graphics devices. */
  readonly factor?: number;
  /** How exact elementary functions must be: `"processor"` by default. */
  readonly functions?: Functions;
  /** Whether NaN and ∞ must come out as IEEE 754 has it; true by default. Otherwise they are skipped, one line for each op. */
  readonly nonFinite?: boolean;
  /** Ops that the backend has no kernel for, none by default. A test fails unless its own list of gaps is the same. */
  readonly gaps?: readonly OpName[];
  /** Random cases for each op and dtype: 200 by default. */
  readonly runs?: number;
  /** Seed of the random cases; by default that of the environment variable VITE_CONFORMANCE_SEED, else a fixed one. */
  readonly seed?: number;
}

/**
 * Describes the tests that every backend passes: each op against the float64 reference, on chosen and random cases and
 * in every dtype that both the op and the backend have, and the promises of the contract. Drives the backend directly.
 *
 * @param open opens the backend. One is used for all tests; a few tests open another.
 * @example
 * ```ts ignore
 * describeConformance("cpu", () => createCpuBackend());
 * ```
 */
export function describeConformance<H>(
  name: string,
  open: () => Promise<Backend<H>> | Backend<H>,
  options: ConformanceOptions = {},
): void {
  const { factor = 1, functions = "processor", nonFinite = true, gaps = [] } = options;
  const { runs = 200, seed = environmentSeed() } = options;
  const tolerance: Tolerance = { factor, functions };
  let opened: Backend<H> | undefined;
  const backend = () => {
    demand(opened !== undefined, `the backend ${name} did not open`);
    return opened;
  };

  describe(`${name} conforms`, () => {
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.dispose());

    it(`has a kernel for each op${gaps.length > 0 ? ` but ${gaps.join(", ")}` : ""}`, () => {
      expect(Object.keys(backend().gaps).toSorted()).toEqual(gaps.toSorted());
    });

    for (const check of contractChecks) {
      if (check.needs.some((op) => gaps.includes(op))) continue;
      it(check.title, async () => {
        for (const dtype of floatDTypes(backend())) {
          await check.run({ backend: backend(), open: async () => await open(), dtype, tolerance });
        }
      });
    }

    for (const op of opNames) {
      if (gaps.includes(op)) continue;
      describe(op, () => {
        const asked = curatedCases(op).filter((call) => nonFinite || !call.nonFinite);
        const notAsked = curatedCases(op).length - asked.length;
        if (notAsked > 0) {
          it(`${notAsked} cases with NaN and ∞`, ({ skip }) => skip("the device may treat them as it likes"));
        }
        for (const call of asked) {
          it(call.name, async ({ skip }) => {
            const dtypes = dtypesOf(op).filter((dtype) => isAsked(backend(), op, call, dtype));
            if (dtypes.length === 0) skip("the device lacks a dtype of this case");
            for (const dtype of dtypes) await runCase(backend(), op, call, dtype, tolerance);
          });
        }

        it(`${runs} random cases, seed ${seed}`, async () => {
          for (const dtype of dtypesOf(op).filter((dtype) => backend().dtypes.has(dtype))) {
            await runRandomCases(backend(), op, dtype, tolerance, { seed, runs });
          }
        });
      });
    }
  });
}

/** The floating dtypes that a backend computes with. @throws ConformanceFailure where there is none. */
function floatDTypes<H>({ dtypes, name }: Backend<H>): FloatDType[] {
  const found = (Object.keys(precisions) as FloatDType[]).filter((dtype) => dtypes.has(dtype));
  demand(found.length > 0, `${name} has no floating dtype`);
  return found;
}

function curatedCases<Op extends OpName>(op: Op): readonly OpCase<Op>[] {
  return cases[op].curated;
}

function environmentSeed(): number {
  const { env } = import.meta as { env?: Readonly<Record<string, string | undefined>> };
  const given = env?.["VITE_CONFORMANCE_SEED"];
  return given === undefined ? 20_240_607 : Number(given);
}
