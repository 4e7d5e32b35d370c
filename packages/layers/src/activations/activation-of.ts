import { ArgumentError } from "@sepconv/backend";
import { Tensor } from "@sepconv/core";
import { type Activation, makeActivation } from "./activation.js";
import { linear } from "./linear.js";

/** The activation that a value is, or that computes as a function does; null is linear. Undefined for anything else. */
export function activationOf(value: CallableFunction, name?: string): Activation;
export function activationOf(value: unknown): Activation | undefined;
export function activationOf(value: unknown, name?: string): Activation | undefined {
  if (value === undefined || value === null) return linear;
  if (typeof value !== "function") return undefined;
  return isActivation(value) ? value : ownActivation(name ?? value.name, value);
}

function ownActivation(name: string, compute: CallableFunction): Activation {
  const apply = makeActivation(name || "custom", null, (x) => {
    const y: unknown = Reflect.apply(compute, undefined, [x]);
    if (y instanceof Tensor) return y;
    throw new ArgumentError({ where: name || "activation", problem: "the function gave no tensor", got: y });
  });
  return Object.assign(apply, { own: compute });
}

function isActivation(value: CallableFunction): value is Activation & CallableFunction {
  return "activationName" in value && "fused" in value;
}
