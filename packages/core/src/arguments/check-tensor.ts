import { ArgumentError } from "@sepconv/backend";
import { Tensor } from "../tensor/tensor.js";

/** @throws ArgumentError where an operand is no tensor; the value itself may know the remedy, as symbolic tensors do. */
export function checkTensor(where: string, name: string, value: unknown): void {
  if (value instanceof Tensor) return;
  throw new ArgumentError({
    where,
    problem: `${name} is no tensor`,
    expected: "a tensor",
    got: value,
    remedy: (value as { readonly remedy?: string } | null | undefined)?.remedy ?? "Make one with tensor().",
  });
}
