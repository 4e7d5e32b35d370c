import { ArgumentError, ShapeError } from "@sepconv/backend";
import { boolean, checkOptions, oneOf, tensor } from "@sepconv/core";
import { type Initializer, makeInitializer } from "./initializer.js";

export interface StftOptions {
  /** "real" (default) or "imag". */
  readonly side?: string;
  /** "hann" (default), "hamming", "blackman", "bartlett", "boxcar", a window's values, or null for none. */
  readonly window?: string | readonly number[] | null;
  /** "density" (default), "spectrum", or null for none. */
  readonly scaling?: string | null;
  /** Whether the window repeats without its last point. Default: false. */
  readonly periodic?: boolean;
}

/** Windows over x from 0 to 1. */
const windows = {
  hann: (x: number) => 0.5 - 0.5 * Math.cos(2 * Math.PI * x),
  hamming: (x: number) => 0.54 - 0.46 * Math.cos(2 * Math.PI * x),
  blackman: (x: number) => 0.42 - 0.5 * Math.cos(2 * Math.PI * x) + 0.08 * Math.cos(4 * Math.PI * x),
  bartlett: (x: number) => 1 - Math.abs(2 * x - 1),
  boxcar: () => 1,
};

/**
 * Filters of a short-time Fourier transform, `[frameLength, 1, bins]`:
 * `window[t] / scale · cos(−2π·t·f / (2·(bins − 1)))`, or sine; the scale is the window's length √(Σ window²) for
 * "density" and Σ |window| for "spectrum".
 *
 * @throws ArgumentError for an unknown option's value; of SciPy's windows only some are known by name.
 * @throws ShapeError for another rank than 3, and where the window has not the frame's length.
 * @see https://keras.io/api/layers/initializers/#stftinitializer-class
 */
export function stft(options: StftOptions = {}): Initializer {
  const where = "STFT";
  checkOptions(where, options, ["side", "window", "scaling", "periodic"]);
  const side = oneOf(where, "side", options.side ?? "real", ["real", "imag"]);
  const window = windowOf(where, options.window === undefined ? "hann" : options.window);
  const { scaling: given = "density" } = options;
  const scaling = given === null ? null : oneOf(where, "scaling", given, ["density", "spectrum"]);
  const periodic = boolean(where, "periodic", options.periodic ?? false);
  return makeInitializer(where, { side, window, periodic, scaling }, (shape, { dtype = "float32" }) => {
    const [frame = 0, , bins = 0] = shape;
    if (shape.length !== 3) {
      throw new ShapeError({ where, problem: "the weight has another rank", expected: "rank 3", got: shape });
    }
    if (Array.isArray(window) && window.length !== frame) {
      const expected = `${frame} numbers`;
      throw new ShapeError({ where, problem: "the window has not the frame's length", expected, got: window });
    }
    const weights = Array.from({ length: frame }, (_, t) => weightAt(window, t, periodic ? frame : frame - 1));
    const scale = window === null ? 1 : scaleOf(weights, scaling);
    const wave = side === "real" ? Math.cos : Math.sin;
    const values = weights.flatMap((weight, t) =>
      Array.from({ length: bins }, (_, f) => (weight / scale) * wave((-2 * Math.PI * t * f) / (2 * (bins - 1)))),
    );
    return tensor(values, [frame, 1, bins], dtype);
  });
}

type Window = keyof typeof windows | readonly number[] | null;

function windowOf(where: string, window: unknown): Window {
  if (window === null) return null;
  if (!Array.isArray(window)) return oneOf(where, "window", window, Object.keys(windows) as (keyof typeof windows)[]);
  if (window.every(Number.isFinite)) return window;
  throw new ArgumentError({ where, problem: "window is not valid", expected: "finite numbers", got: window });
}

/** The window at a step; one of a single step is 1. */
function weightAt(window: Window, t: number, span: number): number {
  if (window === null) return 1;
  if (typeof window === "string") return t === 0 && span < 1 ? 1 : windows[window](t / span);
  return window[t] ?? 0;
}

function scaleOf(weights: readonly number[], scaling: "density" | "spectrum" | null): number {
  if (scaling === null) return 1;
  return scaling === "density" ? Math.hypot(...weights) : weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
}
