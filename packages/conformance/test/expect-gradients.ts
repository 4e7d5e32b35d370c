import * as core from "@sepconv/core";
import { type Tensor, tensor } from "@sepconv/core";
import { expect } from "vitest";

export type Compute = (...inputs: Tensor[]) => Tensor;

/** Numbers in order of a shape, spread out so that neither kinks nor ties are near. */
const values = (shape: readonly number[], start: number, low = -2, high = 2) =>
  Float64Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, (_, index) => {
    const spread = ((index + 1) * 0.618_033_988_749_895 + start * 0.414_213_562_373_095) % 1;
    return low + (high - low) * spread;
  });

/** Σ weight · y, with weights that are all different: a scalar on which each element of y counts. */
export const project = (y: Tensor): Tensor => core.sum(core.mul(y, tensor(values(y.shape, 0.3, 0.5, 1.5), y.shape)));

/** Holds the tape's gradients against central differences, in float64. */
export function expectGradients(
  compute: Compute,
  shapes: readonly (readonly number[])[],
  range: [number, number] = [-2, 2],
): void {
  const data = shapes.map((shape, index) => values(shape, index, ...range));
  const tensors = (elements: readonly Float64Array[]) =>
    elements.map((array, index) => tensor(array, shapes[index] ?? [], "float64"));
  const valueAt = (elements: readonly Float64Array[]) =>
    project(compute(...tensors(elements))).dataSync()[0] ?? Number.NaN;
  const { grads } = core.valueAndGrad((...inputs) => project(compute(...inputs)))(...tensors(data));
  const step = 1e-5;
  grads.forEach((gradient, input) => {
    expect(gradient.shape).toEqual(shapes[input]);
    gradient.dataSync().forEach((got, element) => {
      const moved = (by: number) =>
        data.map((array, index) =>
          index === input ? array.map((value, at) => (at === element ? value + by : value)) : array,
        );
      const want = (valueAt(moved(step)) - valueAt(moved(-step))) / (2 * step);
      expect(Math.abs(got - want), `input ${input}, element ${element}: ${got} for ${want}`).toBeLessThan(
        1e-6 * Math.max(1, Math.abs(want)),
      );
    });
  });
}
