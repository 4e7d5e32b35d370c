import { ArgumentError } from "@sepconv/backend";

/** What a layer has once it is built. @throws ArgumentError before. */
export function ofBuilt<Value>(where: string, value: Value | null): Value {
  if (value !== null) return value;
  throw new ArgumentError({ where, problem: "the layer is not built", remedy: "Call build() or apply() first." });
}
