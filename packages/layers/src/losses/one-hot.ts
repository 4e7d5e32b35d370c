import { ArgumentError } from "@sepconv/backend";
import { abs, minimum, reshape, sub, type Tensor, tensor } from "@sepconv/core";

/** Labels `[…]`, whole numbers of the dtype, as `[…, classes]`: `1 − min(∣label − class∣, 1)`. */
export function oneHot(labels: Tensor, classes: number): Tensor {
  const numbers = tensor(
    Array.from({ length: classes }, (_, index) => index),
    [classes],
    labels.dtype,
  );
  return sub(1, minimum(abs(sub(reshape(labels, [...labels.shape, 1]), numbers)), 1));
}

/**
 * Refuses labels that are no class, where they rest on the host and can be read.
 *
 * @param ignored a label that stands for none.
 * @throws ArgumentError
 */
export function checkLabels(where: string, labels: Tensor, classes: number, ignored: number | null): void {
  const outside = labels.slot.host?.find(
    (label) => label !== ignored && !(Number.isInteger(label) && label >= 0 && label < classes),
  );
  if (outside === undefined) return;
  const expected = `whole numbers from 0 to ${classes - 1}`;
  throw new ArgumentError({ where, problem: "a label is no class", expected, got: outside });
}
