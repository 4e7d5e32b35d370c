import { ArgumentError, optimizerUpdateSpec, type Shape, type UpdateKind, updateKinds } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import type { DeviceMemory, Place } from "../engine/device-memory.js";
import { execute } from "../engine/execute.js";
import { followersOf } from "../engine/recorders.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Variable } from "../tensor/variable.js";
import { optimizerUpdateDefinition } from "./optimizer-update.definition.js";
import { withoutGradient } from "./optimizer-update.gradient.js";

/**
 * One step of an optimizer in one pass over memory: `variable` and `slots`, what the optimizer remembers of it, get their next
 * values. Formulas, slots and numbers of each kind stand in the op's spec. Memory is written in place where nobody else
 * holds the old value; what does hold it keeps it.
 *
 * @param gradient of the variable's shape and dtype; may be the variable itself.
 * @param slots of the variable's shape and dtype, in the order of the spec.
 * @param numbers in the order of the spec, rounded to float32 for a float32 variable.
 * @throws ArgumentError for another number of slots or numbers. @throws ShapeError, DTypeError where one does not fit.
 * @throws UnsupportedOpError where gradients are taken of it: what has been replaced cannot be gone back to.
 * @example
 * const weight = variable([1, 2]);
 * optimizerUpdate("sgd", weight, tensor([4, 8]), [], [0.25]);
 * weight.dataSync(); // [0, 0]
 */
export function optimizerUpdate(
  kind: UpdateKind,
  variable: Variable,
  gradient: Tensor,
  slots: readonly Variable[],
  numbers: readonly number[],
): void {
  const wanted = updateKinds[kind];
  if (slots.length !== wanted.slots || numbers.length !== wanted.numbers) {
    throw new ArgumentError({
      where: kind,
      problem: "slots and numbers are not as many as this update has",
      expected: `[${wanted.slots}, ${wanted.numbers}]`,
      got: [slots.length, numbers.length],
    });
  }
  const { shape } = variable;
  checkFits(kind, "the gradient", gradient, shape);
  const replaced: Replaced<Variable> = { w: variable };
  const outputShapes: Replaced<Shape> = { w: shape };
  for (const [index, slot] of slots.entries()) {
    checkFits(kind, `the slot "${slot.name}"`, slot, shape);
    const name = slotNames[index] ?? "c";
    replaced[name] = slot;
    outputShapes[name] = shape;
  }
  if (followersOf([variable, gradient, ...slots]).length > 0) throw withoutGradient(kind);
  const outputs = execute(
    {
      spec: optimizerUpdateSpec,
      attrs: { kind },
      dynamic: { numbers: variable.dtype === "float32" ? numbers.map(Math.fround) : numbers },
      inputs: { ...replaced, g: gradient },
      outputShapes,
      takeOver: (memory, output) => placeOf(memory, replaced[output as keyof Replaced<Variable>]),
    },
    optimizerUpdateDefinition,
  );
  for (const [name, value] of Object.entries<Tensor>(outputs)) {
    // Now the variable is the only one to hold it.
    replaced[name as keyof Replaced<Variable>]?.assign(value);
    value.dispose();
  }
}

/** Where a variable's value is, if the device computed it and nobody else holds it. What the host has of it ends. */
function placeOf<H>(memory: DeviceMemory<H>, variable: Variable | undefined): Place<H> | undefined {
  if (!variable || variable.slot.home !== memory || variable.slot.shared) return undefined;
  const { handle } = memory.operand(variable, [variable]);
  variable.slot.retain().host = null;
  return { owner: variable.owner, handle };
}

const slotNames = ["a", "b", "c"] as const;

/** What there is of each operand that is replaced. */
type Replaced<Value> = { w: Value } & { [Slot in (typeof slotNames)[number]]?: Value };
