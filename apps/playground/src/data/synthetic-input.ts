import type { PartialShape } from "@sepconv/layers";

/** An input that no one recorded, for models that the recordings do not fit. */
export interface SyntheticInput {
  /** With a batch of one. */
  readonly shape: readonly number[];
  readonly elements: Float32Array;
}

/** Steps taken where a model leaves their number open. */
const openSteps = 100;

/** The largest input that is made up, in elements. */
const mostElements = 2 ** 22;

/**
 * A sine along the steps, each channel a little later than the one before: x[t, c] = sin(2π·t/25 + c). An input of one
 * axis is a sine over its features.
 *
 * @param inputShape the model's, batch first; open extents become 100.
 * @returns undefined where the shape is unknown or too large to make up.
 */
export function syntheticInput(inputShape: PartialShape | null): SyntheticInput | undefined {
  if (inputShape === null || inputShape.length < 2) return undefined;
  const shape = [1, ...inputShape.slice(1).map((extent) => extent ?? openSteps)];
  const length = shape.reduce((product, extent) => product * extent, 1);
  if (length > mostElements) return undefined;
  const channels = shape.length > 2 ? (shape.at(-1) ?? 1) : 1;
  const elements = Float32Array.from({ length }, (_, index) => {
    const step = Math.floor(index / channels);
    const channel = index % channels;
    return Math.sin((2 * Math.PI * step) / 25 + channel);
  });
  return { shape, elements };
}

/** The curves of a synthetic input's first channels. */
export function syntheticCurves({ shape, elements }: SyntheticInput, most: number): readonly Float32Array[] {
  const channels = shape.length > 2 ? (shape.at(-1) ?? 1) : 1;
  const steps = elements.length / Math.max(channels, 1);
  return Array.from({ length: Math.min(channels, most) }, (_, channel) =>
    Float32Array.from({ length: steps }, (_, step) => elements[step * channels + channel] ?? 0),
  );
}
