import { ShapeError } from "@sepconv/backend";
import { tidy } from "@sepconv/core";
import { expect } from "vitest";
import { elementary } from "../../src/reference/elementary.js";
import type { ReferenceOutput } from "../../src/reference/reference.js";
import { references } from "../../src/reference/references.js";
import { agrees, allowedDifference } from "../../src/tolerance.js";
import { compute } from "./compute.js";
import type { Configuration } from "./configuration.js";
import { operandsOf, type SweepOperands } from "./sweep-operands.js";
import { windowOf } from "./window.js";

/**
 * Computes a configuration with the public op or its layer on the default device and holds it against the float64 reference.
 *
 * @throws where the shape or an element differs, or the op refuses what it should compute, or the other way round.
 */
export function expectConfiguration(configuration: Configuration): void {
  const operands = operandsOf(configuration);
  const window = windowOf(configuration);
  if (window === null || (window.outputSteps === 0 && needsSteps(configuration))) {
    expect(() => tidy(() => compute(configuration, operands))).toThrow(ShapeError);
    return;
  }
  const reference = referenceOf(configuration, operands, window);
  const y = tidy(() => compute(configuration, operands));
  const got = y.dataSync();
  expect(y.shape).toEqual([configuration.batch, window.outputSteps, reference.filters]);
  y.dispose();
  reference.output.values.forEach((want, index) => {
    const result = got[index] ?? Number.NaN;
    if (agreesWith(reference.output, index, result)) return;
    throw new Error(`element ${index} is ${result}; expected ${want} ± ${allowed(reference.output, index)}`);
  });
}

/** A layer refuses an input that gives no output; its op computes it where TensorFlow does. */
function needsSteps({ op, padding, channelsFirst }: Configuration): boolean {
  return channelsFirst && padding === "valid" && op !== "conv1dTranspose";
}

const tolerance = { factor: 1, functions: "processor" } as const;

function allowed(output: ReferenceOutput, index: number): number {
  return allowedDifference(output, index, "float32", tolerance);
}

function agreesWith(output: ReferenceOutput, index: number, result: number): boolean {
  const want = output.values[index] ?? 0;
  if (agrees(result, want, allowed(output, index), "float32")) return true;
  // hardShrink jumps at ±0.5: a sum that is within its tolerance of there may be on either side.
  const argument = output.final?.argument?.[index] ?? 0;
  if (output.final?.kind !== "hardShrink" || !Number.isFinite(argument)) return false;
  const near = Math.abs(Math.abs(argument) - 0.5) <= allowed(output, index);
  return near && (result === 0 || agrees(result, argument, allowed(output, index), "float32"));
}

/** The sum by the reference of the op, then the activation. */
function referenceOf(
  configuration: Configuration,
  { x, weights: [first, second = first], bias }: SweepOperands,
  { outputSteps, padLeft }: { readonly outputSteps: number; readonly padLeft: number },
): { readonly output: ReferenceOutput; readonly filters: number } {
  const { op, batch, strides: stride, dilationRate: dilation, groups } = configuration;
  const window = { stride, dilation, activation: null };
  const filters = filtersOf(configuration);
  const settled = { name: op, dynamic: { padLeft }, outputs: { y: [batch, outputSteps, filters] } };
  const added = bias ? { bias } : {};
  let linear: ReferenceOutput;
  if (op === "separableConv1d") {
    const inputs = { x, depthwise: first, pointwise: second, ...added };
    linear = references.separableConv1d({ ...settled, attrs: window, inputs }).y;
  } else if (op === "depthwiseConv1d") {
    linear = references.depthwiseConv1d({ ...settled, attrs: window, inputs: { x, depthwise: first, ...added } }).y;
  } else {
    linear = references[op]({ ...settled, attrs: { ...window, groups }, inputs: { x, filter: first, ...added } }).y;
  }
  const [, kind] = configuration.activation;
  if (kind === null) return { output: linear, filters };
  const values = linear.values.map(elementary[kind]);
  // A sum that is no number, or infinite, is exact.
  const magnitudes = Float64Array.from(linear.magnitudes ?? [], (sum) => (Number.isFinite(sum) ? sum : 0));
  return { output: { ...linear, magnitudes, values, final: { kind, argument: linear.values } }, filters };
}

function filtersOf({ op, channels, multiplier, filters, groups }: Configuration): number {
  return op === "depthwiseConv1d" ? channels * multiplier : op === "conv1d" ? filters * groups : filters;
}
