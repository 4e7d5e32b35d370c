export interface DepthwiseWindow {
  /** Output steps between those that one tap sees the same input for, dilation / stride. */
  readonly spread: number;
  /** Bytes of what a tile sees of four channels; 0 where it is not copied. */
  readonly bytes: number;
}

/** Copying pays from so many uses of each copied step on, measured. */
const usesOfEach = 7;

/**
 * Whether what a tile of output steps sees is copied to a window first. There eight output steps that are `spread` apart
 * share what two taps read, nothing lies outside, and input steps lie side by side whatever the number of channels.
 */
export function depthwiseWindow(
  kernelSize: number,
  stride: number,
  dilation: number,
  tileSteps: number,
): DepthwiseWindow {
  const spread = dilation / stride;
  const rows = tileSteps + (kernelSize + 6) * spread;
  // Eight steps that are spread apart must fill the tile: the spread divides it.
  const fits = Number.isInteger(tileSteps / (8 * spread)) && Number.isInteger(spread);
  return { spread: fits ? spread : 0, bytes: fits && rows * usesOfEach <= tileSteps * kernelSize ? rows * 16 : 0 };
}
