import fc from "fast-check";
import { expect } from "vitest";

/** The numbers of a depthwise convolution's gradient, in any combination: not only those that a padding gives. */
export interface Geometry {
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  readonly multiplier: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly outputSteps: number;
}

/** Small ones, mostly, and taps or outputs that lie further apart than any input is long. */
export const geometries: { readonly [Name in keyof Geometry]: fc.Arbitrary<number> } = {
  batch: fc.integer({ min: 0, max: 3 }),
  steps: fc.integer({ min: 0, max: 200 }),
  channels: fc.integer({ min: 1, max: 19 }),
  multiplier: fc.integer({ min: 1, max: 4 }),
  kernelSize: fc.integer({ min: 1, max: 18 }),
  stride: mostly(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 8, max: 2 ** 40 })),
  dilation: mostly(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 14, max: 2 ** 40 })),
  padLeft: mostly(fc.integer({ min: -20, max: 60 }), fc.integer({ min: 61, max: 1000 })),
  outputSteps: fc.integer({ min: 0, max: 150 }),
};

function mostly(usual: fc.Arbitrary<number>, rare: fc.Arbitrary<number>): fc.Arbitrary<number> {
  return fc.oneof({ weight: 4, arbitrary: usual }, rare);
}

export function wave(length: number, frequency: number): number[] {
  return Array.from({ length }, (_, index) => Math.fround(Math.sin(index * frequency)));
}

/** Gradients by name: those that `wants…` asks for and no others, each number near the expected one. */
export function expectGradients(
  got: object,
  expected: Readonly<Record<string, readonly number[]>>,
  wants: object,
): void {
  for (const [name, sums] of Object.entries(expected)) {
    const found = Reflect.get(got, name);
    const wanted = Reflect.get(wants, `wants${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    expect(found !== undefined).toBe(wanted);
    if (!wanted) continue;
    const tolerance = 2e-5 * Math.max(1, ...sums.map(Math.abs));
    const differing = sums.findIndex((sum, index) => !(Math.abs(found[index] - sum) < tolerance));
    expect(differing, `${name}[${differing}]: ${found[differing]}, not ${sums[differing]}`).toBe(-1);
  }
}
