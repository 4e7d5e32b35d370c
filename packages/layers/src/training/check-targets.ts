import { type Shape, ShapeError } from "@sepconv/backend";
import { snakeCase } from "../config.js";
import type { Loss } from "../losses/loss.js";
import { showShape } from "../partial-shape.js";

/** Losses of labels that are whole numbers, by their names in logs. */
const ofLabels = ["sparse_categorical_crossentropy", "categorical_generalized_cross_entropy"];

/**
 * Refuses targets that do not fit an output, in the words of training rather than of an op; a function of one's own may take
 * any. Labels are whole numbers, one for each of the output's rows; other targets have the output's shape, or stretch to it,
 * with or without a last axis of extent 1.
 *
 * @throws ShapeError with the remedy where classes and one-hot rows were mistaken for each other.
 */
export function checkTargets(where: string, output: string, loss: Loss, target: Shape, prediction: Shape): void {
  const kind = loss.className === "function" ? loss.lossName : snakeCase(loss.className);
  if (loss.isOwn || kind === "ctc") return;
  const rows = prediction.slice(0, -1);
  const takesLabels = ofLabels.includes(kind);
  const wanted = takesLabels ? rows : prediction;
  if (fits(target, wanted)) return;
  const remedy =
    takesLabels && fits(target, prediction)
      ? 'For one-hot targets use "categoricalCrossentropy".'
      : !takesLabels && fits(target, rows)
        ? 'For whole numbers as labels use "sparseCategoricalCrossentropy".'
        : undefined;
  throw new ShapeError({
    where,
    problem: `y does not fit the output "${output}" for the loss ${kind}`,
    expected: showShape(wanted),
    got: target,
    ...(remedy !== undefined && { remedy }),
  });
}

/** Whether a shape is the wanted one or stretches to it, but for a last axis of extent 1. */
function fits(shape: Shape, wanted: Shape): boolean {
  const stretches = (extents: Shape): boolean =>
    extents.length === wanted.length && extents.every((extent, axis) => extent === wanted[axis] || extent === 1);
  const isShorter = wanted.at(-1) === 1 && stretches([...shape, 1]);
  return stretches(shape) || isShorter || (shape.at(-1) === 1 && stretches(shape.slice(0, -1)));
}
