import type { Attrs, Launch, OperandType, OperandTypes, OpName } from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";
import type { OpCall } from "./op-call.js";

/** The most plans kept for one op. */
const plansPerOp = 256;

/** Plans of each op, by attributes and operand types. */
export type PlanCache<H> = { readonly [Op in OpName]?: RecentlyUsed<Plan<Op, H>> };

export interface Plan<Op extends OpName, H> {
  readonly attrs: Attrs<Op>;
  readonly types: OperandTypes<Op>;
  readonly launch: Launch<Op, H>;
}

/** A bounded map that knows its latest entry: when it is full, the least recently used one goes. */
export class RecentlyUsed<Value> {
  readonly #entries = new Map<string, Value>();
  latest: Value | undefined;

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
      this.latest = value;
    }
    return value;
  }

  set(key: string, value: Value): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= plansPerOp && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, value);
    this.latest = value;
  }
}

/** Whether a plan is the one for a call: compared as they stand, in a quarter of the time that the key takes. */
export function isPlanOf<Op extends OpName, H>(plan: Plan<Op, H>, { spec, attrs, inputs }: OpCall<Op>): boolean {
  for (const name in attrs) if (attrs[name] !== plan.attrs[name]) return false;
  const types: Readonly<Record<string, OperandType | undefined>> = plan.types;
  const tensors: Readonly<Record<string, Tensor | undefined>> = inputs;
  const staticAxes: Readonly<Record<string, readonly number[] | undefined>> = spec.staticAxes;
  for (const name in types) if (tensors[name] === undefined) return false;
  for (const name in tensors) {
    const tensor = tensors[name];
    if (tensor === undefined) continue;
    const type = types[name];
    if (type?.dtype !== tensor.dtype || type.rank !== tensor.shape.length) return false;
    const axes = staticAxes[name];
    if (axes === undefined) continue;
    for (let index = 0; index < axes.length; index++) {
      if (type.static[index] !== tensor.shape[axes[index] ?? 0]) return false;
    }
  }
  return true;
}

/** What a plan depends on, as text: attributes in their order, then dtype, rank and static extents of each operand. */
export function planKey<Op extends OpName>(attrs: Attrs<Op>, types: OperandTypes<Op>): string {
  let key = "";
  for (const value of Object.values(attrs)) key += `${value},`;
  for (const [name, type] of Object.entries<OperandType>(types)) {
    key += `|${name}:${type.dtype}${type.rank}:${type.static}`;
  }
  return key;
}
