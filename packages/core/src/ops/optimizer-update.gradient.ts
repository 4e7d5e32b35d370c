import { UnsupportedOpError, type UpdateKind } from "@sepconv/backend";
import type { GradientRule } from "../autodiff/gradient-rule.js";

/** None: an update replaces what a gradient would have to be computed of. */
export const optimizerUpdateGradient: GradientRule<"optimizerUpdate"> = ({ call }) => {
  throw withoutGradient(call.attrs.kind);
};

/** Says that gradients of an update are not to be had. */
export function withoutGradient(kind: UpdateKind): UnsupportedOpError {
  return new UnsupportedOpError({
    where: kind,
    problem: "an optimizer's update has no gradient",
    remedy: "Update variables outside of the function that gradients are taken of.",
  });
}
