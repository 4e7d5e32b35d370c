import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 * Gradients of the batch normalization for the cotangent e `[rows, channels]` of y, column by column, with
 * x̂ = (x − mean) / √(variance + epsilon):
 *
 *     beta = Σ e        gamma = Σ e·x̂        x = gamma / √(variance + epsilon) · (e − Σ e / rows − x̂ · Σ e·x̂ / rows)
 */
export function batchNormalizationGradient({
  attrs: { wantsX, wantsGamma, wantsBeta },
  dynamic: { epsilon },
  inputs: { x, mean, variance, gradient, gamma },
}: OpCase<"batchNormalizationGradient">): ReferenceOutputs<"batchNormalizationGradient"> {
  const [rows, channels] = [x.shape[0]!, x.shape[1]!];
  const dx = new Float64Array(rows * channels);
  const dxMagnitudes = new Float64Array(rows * channels);
  const [dBeta, dBetaMagnitudes] = [new Float64Array(channels), new Float64Array(channels)];
  const [dGamma, dGammaMagnitudes] = [new Float64Array(channels), new Float64Array(channels)];
  for (let c = 0; c < channels; c++) {
    const deviation = Math.sqrt(variance.values[c]! + epsilon);
    const normalized = (r: number) => (x.values[r * channels + c]! - mean.values[c]!) / deviation;
    for (let r = 0; r < rows; r++) {
      const e = gradient.values[r * channels + c]!;
      dBeta[c]! += e;
      dBetaMagnitudes[c]! += Math.abs(e);
      dGamma[c]! += e * normalized(r);
      dGammaMagnitudes[c]! += Math.abs(e * normalized(r));
    }
    const scale = (gamma?.values[c] ?? 1) / deviation;
    for (let r = 0; r < rows; r++) {
      const at = r * channels + c;
      const e = gradient.values[at]!;
      dx[at] = scale * (e - dBeta[c]! / rows - (normalized(r) * dGamma[c]!) / rows);
      dxMagnitudes[at] =
        Math.abs(scale) * (Math.abs(e) + (dBetaMagnitudes[c]! + Math.abs(normalized(r)) * dGammaMagnitudes[c]!) / rows);
    }
  }
  return {
    ...(wantsX && { x: { values: dx, magnitudes: dxMagnitudes, terms: rows } }),
    ...(wantsGamma && { gamma: { values: dGamma, magnitudes: dGammaMagnitudes, terms: rows } }),
    ...(wantsBeta && { beta: { values: dBeta, magnitudes: dBetaMagnitudes, terms: rows } }),
  };
}
