import type { UpdateKind } from "@sepconv/backend";
import type { FloatArray } from "./cpu-context.js";

/** The arrays of one update: old values, and where new ones go, which may be the same arrays. Slots that are none are empty. */
export interface UpdateArrays {
  /** The number of elements. */
  readonly n: number;
  readonly w: FloatArray;
  readonly g: FloatArray;
  readonly a: FloatArray;
  readonly b: FloatArray;
  readonly c: FloatArray;
  readonly nextW: FloatArray;
  readonly nextA: FloatArray;
  readonly nextB: FloatArray;
  readonly nextC: FloatArray;
}

/** In the place of a slot that is none. */
export const none: FloatArray = new Float32Array(0);

/** One pass over the arrays, in double precision between loads and stores. Formulas stand in the op's spec. */
export const optimizerUpdates: {
  readonly [Kind in UpdateKind]: (arrays: UpdateArrays, ...numbers: number[]) => void;
} = {
  average({ n, w, g, nextW }, beta = 0, rest = 0) {
    for (let i = 0; i < n; i++) nextW[i] = w[i]! * beta + g[i]! * rest;
  },

  sgd({ n, w, g, nextW }, rate = 0) {
    for (let i = 0; i < n; i++) nextW[i] = w[i]! - g[i]! * rate;
  },

  momentum({ n, w, g, a, nextW, nextA }, rate = 0, beta = 0) {
    for (let i = 0; i < n; i++) {
      const next = a[i]! * beta - g[i]! * rate;
      nextW[i] = w[i]! + next;
      nextA[i] = next;
    }
  },

  nesterov({ n, w, g, a, nextW, nextA }, rate = 0, beta = 0) {
    for (let i = 0; i < n; i++) {
      const descent = g[i]! * rate;
      const next = a[i]! * beta - descent;
      nextW[i] = w[i]! + (next * beta - descent);
      nextA[i] = next;
    }
  },

  lion({ n, w, g, a, nextW, nextA }, rate = 0, beta1 = 0, rest1 = 0, beta2 = 0, rest2 = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const old = a[i]!;
      nextW[i] = w[i]! - Math.sign(old * beta1 + gradient * rest1) * rate;
      nextA[i] = old * beta2 + gradient * rest2;
    }
  },

  adagrad({ n, w, g, a, nextW, nextA }, rate = 0, epsilon = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const squares = a[i]! + gradient * gradient;
      nextW[i] = w[i]! - (gradient * rate) / Math.sqrt(squares + epsilon);
      nextA[i] = squares;
    }
  },

  adadelta({ n, w, g, a, b, nextW, nextA, nextB }, rate = 0, rho = 0, rest = 0, epsilon = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const squares = a[i]! * rho + gradient * gradient * rest;
      const descent = (Math.sqrt(b[i]! + epsilon) * gradient) / Math.sqrt(squares + epsilon);
      nextW[i] = w[i]! - descent * rate;
      nextA[i] = squares;
      nextB[i] = b[i]! * rho + descent * descent * rest;
    }
  },

  rmsprop: (arrays, ...numbers) => rmsprop(arrays, false, none, none, numbers),
  rmspropMomentum: (arrays, ...numbers) => rmsprop(arrays, false, arrays.b, arrays.nextB, numbers),
  rmspropCentered: (arrays, ...numbers) => rmsprop(arrays, true, none, none, numbers),
  rmspropCenteredMomentum: (arrays, ...numbers) => rmsprop(arrays, true, arrays.c, arrays.nextC, numbers),

  adam({ n, w, g, a, b, nextW, nextA, nextB }, rate = 0, p = 0, q = 0, epsilon = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const mean = a[i]! + (gradient - a[i]!) * p;
      const squares = b[i]! + (gradient * gradient - b[i]!) * q;
      nextW[i] = w[i]! - (mean * rate) / (Math.sqrt(squares) + epsilon);
      nextA[i] = mean;
      nextB[i] = squares;
    }
  },

  amsgrad({ n, w, g, a, b, c, nextW, nextA, nextB, nextC }, rate = 0, p = 0, q = 0, epsilon = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const mean = a[i]! + (gradient - a[i]!) * p;
      const squares = b[i]! + (gradient * gradient - b[i]!) * q;
      const largest = Math.max(c[i]!, squares);
      nextW[i] = w[i]! - (mean * rate) / (Math.sqrt(largest) + epsilon);
      nextA[i] = mean;
      nextB[i] = squares;
      nextC[i] = largest;
    }
  },

  adamax({ n, w, g, a, b, nextW, nextA, nextB }, rate = 0, p = 0, beta = 0, epsilon = 0, share = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const mean = a[i]! + (gradient - a[i]!) * p;
      const size = Math.max(b[i]! * beta, Math.abs(gradient));
      nextW[i] = w[i]! - (mean * rate) / ((size + epsilon) * share);
      nextA[i] = mean;
      nextB[i] = size;
    }
  },

  nadam({ n, w, g, a, b, nextW, nextA, nextB }, rate = 0, p = 0, q = 0, epsilon = 0, ...shares) {
    const [next = 0, nextShare = 0, now = 0, nowShare = 0, share = 0] = shares;
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const mean = a[i]! + (gradient - a[i]!) * p;
      const squares = b[i]! + (gradient * gradient - b[i]!) * q;
      const ahead = (mean * next) / nextShare + (gradient * now) / nowShare;
      nextW[i] = w[i]! - (ahead * rate) / (Math.sqrt(squares / share) + epsilon);
      nextA[i] = mean;
      nextB[i] = squares;
    }
  },

  ftrl({ n, w, g, a, b, nextW, nextA, nextB }, rate = 0, l1 = 0, l2 = 0, shrinkage = 0) {
    for (let i = 0; i < n; i++) {
      const gradient = g[i]!;
      const weight = w[i]!;
      const squares = a[i]! + gradient * gradient;
      const slope = Math.sqrt(squares);
      const rise = (slope - Math.sqrt(a[i]!)) / rate;
      const linear = b[i]! + (gradient + weight * shrinkage - rise * weight);
      nextW[i] = (Math.min(Math.max(linear, -l1), l1) - linear) / (slope / rate + l2);
      nextA[i] = squares;
      nextB[i] = linear;
    }
  },
};

/** Root mean square propagation; an empty slot stands for no momentum. */
function rmsprop(
  { n, w, g, a, b, nextW, nextA, nextB }: UpdateArrays,
  centered: boolean,
  moving: FloatArray,
  nextMoving: FloatArray,
  [rate = 0, rho = 0, rest = 0, epsilon = 0, beta = 0]: readonly number[],
): void {
  const moves = moving.length > 0;
  for (let i = 0; i < n; i++) {
    const gradient = g[i]!;
    const squares = a[i]! * rho + gradient * gradient * rest;
    const mean = centered ? b[i]! * rho + gradient * rest : 0;
    let descent = (gradient * rate) / Math.sqrt(squares - mean * mean + epsilon);
    if (moves) nextMoving[i] = descent += moving[i]! * beta;
    nextW[i] = w[i]! - descent;
    nextA[i] = squares;
    if (centered) nextB[i] = mean;
  }
}
