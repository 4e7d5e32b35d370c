import type { Jax, JaxArray } from "./jax-interface.js";

const [rate, beta1, beta2, epsilon] = [0.001, 0.9, 0.999, 1e-7];

/**
 * Keras' Adam: the new weights and both moments.
 *
 * @param step the number of the step, from 1, as an array without axes.
 */
export function adam(
  { numpy }: Jax,
  weights: readonly JaxArray[],
  gradients: readonly JaxArray[],
  m: readonly JaxArray[],
  v: readonly JaxArray[],
  step: JaxArray,
): [JaxArray[], JaxArray[], JaxArray[]] {
  const shortfall = (beta: number): JaxArray =>
    numpy
      .exp(step.ref.mul(Math.log(beta)))
      .mul(-1)
      .add(1);
  const alpha = numpy.sqrt(shortfall(beta2)).div(shortfall(beta1)).mul(rate);
  const results: [JaxArray[], JaxArray[], JaxArray[]] = [[], [], []];
  for (const [index, weight] of weights.entries()) {
    const [g, oldM, oldV] = [gradients[index], m[index], v[index]];
    if (!g || !oldM || !oldV) throw new Error("bench: a weight has no gradient.");
    const newM = oldM.mul(beta1).add(g.ref.mul(1 - beta1));
    const newV = oldV.mul(beta2).add(numpy.square(g).mul(1 - beta2));
    const update = newM.ref.mul(alpha.ref).div(numpy.sqrt(newV.ref).add(epsilon));
    results[0].push(weight.sub(update));
    results[1].push(newM);
    results[2].push(newV);
  }
  step.dispose();
  alpha.dispose();
  return results;
}
