import { workgroupSize } from "./row-index.js";

/** Memory through which the lanes of a workgroup exchange numbers. */
export const partials: string = /* wgsl */ `var<workgroup> partials: array<f32, ${workgroupSize}>;`;

/**
 * `fn <name>(value, local, lanes) -> f32`: neighbouring invocations in groups of `lanes`, a power of two, combine their
 * values in pairs, halving the distance; each gets the result of its group. All invocations must call it together.
 *
 * @param combination an expression in a and b.
 */
export function laneReduction(name: string, combination: string): string {
  return /* wgsl */ `
fn ${name}Pair(a: f32, b: f32) -> f32 {
  return ${combination};
}

fn ${name}(value: f32, local: u32, lanes: u32) -> f32 {
  let lane = local % lanes;
  partials[local] = value;
  workgroupBarrier();
  for (var distance = lanes / 2u; distance > 0u; distance /= 2u) {
    if (lane < distance) {
      partials[local] = ${name}Pair(partials[local], partials[local + distance]);
    }
    workgroupBarrier();
  }
  let result = partials[local - lane];
  workgroupBarrier();
  return result;
}`;
}

/** Elements that one lane takes before another lane helps. */
const elementsPerLane = 16;

/** Lanes that share the reduction of n elements: a power of two, as many as a workgroup has for long reductions. */
export function lanesFor(n: number): number {
  let lanes = 1;
  while (lanes < workgroupSize && lanes * elementsPerLane < n) lanes *= 2;
  return lanes;
}
