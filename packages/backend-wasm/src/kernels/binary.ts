import { type BinaryKind, bytesPerElement, type Kernel } from "@sepconv/backend";
import { binary as discrete } from "../../build/discrete.js";
import { binary as elementwise } from "../../build/elementwise.js";
import { broadcastRows } from "../broadcast-rows.js";
import type { WasmContext } from "../wasm-context.js";

/** The numbers under which assembly/discrete.ts knows the functions of integers, which are neither divided nor gated. */
const codes: { readonly [Kind in BinaryKind]: number } = {
  add: 0,
  sub: 1,
  mul: 2,
  maximum: 3,
  minimum: 4,
  div: -1,
  gate: -1,
};

/** `y[i] = kind(a[i], b[i])` with broadcasting; int32 wraps. For floats the module exports each function under its kind. */
export const binary: Kernel<"binary", WasmContext> = (context, { kind }, { a: { dtype } }) => {
  if (dtype === "float32") {
    const apply = context.instance(elementwise)[kind];
    return ({ a, b }, { y }) => broadcastRows(context, apply, a, b, y);
  }
  const { combine } = context.instance(discrete);
  const bytes = bytesPerElement[dtype];
  return ({ a, b }, { y }) => {
    broadcastRows(context, (...rows) => combine(codes[kind], bytes, bytes, ...rows), a, b, y);
  };
};
