import { type Shape, ShapeError } from "@sepconv/backend";
import {
  add,
  concat,
  exp,
  log,
  logSoftmax,
  matmul,
  max,
  maximum,
  mul,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
  tensor,
} from "@sepconv/core";
import { lastAxis } from "./last-axis.js";
import { checkLabels } from "./one-hot.js";

/** Stands for ln 0, so that differences of impossible paths stay numbers. */
const impossible = -1e30;

/**
 * −ln of the probability that a path through the steps reads as the labels: blanks (class 0) anywhere, each label at least
 * once, repeated labels parted by a blank. Labels `[B, U]` end at their first 0; logits `[B, T, C]`.
 *
 *     α₀(s) = e₀(s) for s ≤ 1,    αₜ(s) = eₜ(s) + ln(e^αₜ₋₁(s) + e^αₜ₋₁(s−1) + e^αₜ₋₁(s−2))
 *
 * over the states blank, label 1, blank, label 2, …, blank. The last term is left out where s is a blank or repeats a label.
 *
 * @see Graves et al., ICML 2006, https://www.cs.toronto.edu/~graves/icml_2006.pdf
 */
export function ctc(yTrue: Tensor, yPred: Tensor): Tensor {
  const [batch = 0, steps = 0, classes = 0] = yPred.shape;
  checkShapes(yTrue.shape, yPred.shape);
  checkLabels("CTC", yTrue, classes, null);
  const { count, chosen, start, skip, end } = statesOf(yTrue.dataSync(), batch, classes);
  const constant = (values: Float64Array): Tensor => tensor([...values], [batch, count], yPred.dtype);
  // e[b,t,s] = Σ_c ln p[b,t,c] · chosen[b,s,c]
  const emitted = matmul(logSoftmax(yPred), tensor([...chosen], [batch, count, classes], yPred.dtype), {
    transposeB: true,
  });
  const at = (t: number): Tensor =>
    reshape(slice(emitted, { start: [0, t, 0], size: [batch, 1, count] }), [batch, count]);
  const mayStart = constant(start);
  const maySkip = constant(skip);
  let alpha = add(at(0), mayStart);
  for (let t = 1; t < steps; t++) {
    const stayed = alpha;
    const moved = shifted(alpha, 1);
    const skipped = add(shifted(alpha, 2), maySkip);
    const highest = maximum(maximum(stayed, moved), skipped);
    const paths = [stayed, moved, skipped].map((path) => exp(sub(path, highest)));
    alpha = add(at(t), add(highest, log(paths.reduce(add))));
  }
  const ends = add(alpha, constant(end));
  const highest = max(ends, { axis: -1, keepDims: true });
  const total = add(log(sum(exp(sub(ends, highest)), lastAxis)), reshape(highest, [batch]));
  return mul(total, -1);
}

/** alpha moved by some states; what comes in is impossible. */
function shifted(alpha: Tensor, by: number): Tensor {
  const [batch = 0, count = 0] = alpha.shape;
  if (by >= count) return tensor(new Array<number>(batch * count).fill(impossible), [batch, count], alpha.dtype);
  const incoming = tensor(new Array<number>(batch * by).fill(impossible), [batch, by], alpha.dtype);
  return concat([incoming, slice(alpha, { size: [batch, count - by] })], { axis: 1 });
}

interface States {
  readonly count: number;
  /** 1 at each state's class, `[B, S, C]`. */
  readonly chosen: Float64Array;
  /** 0 where a path may start, skip the state before, or end; `[B, S]`, impossible elsewhere. */
  readonly start: Float64Array;
  readonly skip: Float64Array;
  readonly end: Float64Array;
}

/** Blank, label 1, blank, …, blank for each sample, padded with blanks that no path ends in. */
function statesOf(labels: ArrayLike<number>, batch: number, classes: number): States {
  const longest = batch === 0 ? 0 : labels.length / batch;
  const count = 2 * longest + 1;
  const nowhere = (): Float64Array => new Float64Array(batch * count).fill(impossible);
  const [start, skip, end] = [nowhere(), nowhere(), nowhere()] as const;
  const chosen = new Float64Array(batch * count * classes);
  for (let b = 0; b < batch; b++) {
    const own = Array.from({ length: longest }, (_, index) => labels[b * longest + index] ?? 0);
    const length = own.filter((label) => label !== 0).length;
    const classOf = (state: number): number => (state % 2 === 1 ? (own[(state - 1) / 2] ?? 0) : 0);
    for (let state = 0; state < count; state++) {
      const place = b * count + state;
      chosen[place * classes + classOf(state)] = 1;
      if (state < 2) start[place] = 0;
      if (state % 2 === 1 && classOf(state) !== classOf(state - 2)) skip[place] = 0;
      if (state === 2 * length || state === 2 * length - 1) end[place] = 0;
    }
  }
  return { count, chosen, start, skip, end };
}

function checkShapes(labels: Shape, logits: Shape): void {
  if (labels.length === 2 && logits.length === 3 && labels[0] === logits[0]) return;
  throw new ShapeError({
    where: "CTC",
    problem: "labels and logits do not fit",
    expected: "labels [batch, length] and logits [batch, steps, classes]",
    got: [labels, logits],
  });
}
