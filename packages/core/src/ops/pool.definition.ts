import type { Definition } from "../engine/op-call.js";
import { tensor } from "../tensor/create-tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import { combine } from "./binary.js";
import { joinPair } from "./concat.js";
import { insertZeros } from "./pad.js";
import { stridedSlice } from "./slice.js";

/**
 * Tap by tap over an input that is long enough. For a maximum its ends are repeated: an element that is seen twice changes
 * no maximum of a window that holds it. For a mean they are zeros, and the sum is divided by the steps inside.
 */
export const poolDefinition: Definition<"pool"> = ({
  attrs: { kind, size, stride },
  dynamic,
  inputs: { x },
  outputShapes,
}) => {
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const [, outputSteps = 0] = outputShapes.y;
  const { padLeft } = dynamic;
  const right = Math.max(0, (outputSteps - 1) * stride + size - padLeft - steps);
  const maximum = kind === "maxPool1d";
  const whole = [batch, padLeft + steps + right, channels];
  const extended = maximum ? withRepeatedEnds(x, padLeft, right) : insertZeros(x, [0, padLeft, 0], [0, 0, 0], whole);
  let result: Tensor | undefined;
  for (let tap = 0; tap < size; tap++) {
    const seen = stridedSlice(extended, [0, tap, 0], [1, stride, 1], outputShapes.y);
    result = result ? combine(maximum ? "maximum" : "add", result, seen) : seen;
  }
  if (result === undefined || maximum) return { y: result ?? x };
  const counts = Array.from({ length: outputSteps }, (_, o) => {
    const first = o * stride - padLeft;
    return Math.min(first + size, steps) - Math.max(first, 0);
  });
  return { y: combine("div", result, tensor(counts, [outputSteps, 1], x.dtype)) };
};

function withRepeatedEnds(x: Tensor, left: number, right: number): Tensor {
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const repeated = (step: number, count: number): Tensor =>
    stridedSlice(x, [0, step, 0], [1, 0, 1], [batch, count, channels]);
  const begun = left > 0 ? joinPair(repeated(0, left), x) : x;
  return right > 0 ? joinPair(begun, repeated(steps - 1, right)) : begun;
}
