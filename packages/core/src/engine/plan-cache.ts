import type { Attrs, Launch, OperandType, OperandTypes, OpName } from "@sepconv/backend";

/** The most plans kept for one op. */
const plansPerOp = 256;

/** Plans of each op, by attributes and operand types. */
export type PlanCache<H> = { readonly [Op in OpName]?: RecentlyUsed<Launch<Op, H>> };

/** A bounded map: when it is full, the least recently used entry goes. */
export class RecentlyUsed<Value> {
  readonly #entries = new Map<string, Value>();

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= plansPerOp && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, value);
  }
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
