import { ArgumentError } from "@sepconv/backend";
import { isConfig } from "./config.js";

/** Element types that layers compute with; float64 on the CPU alone. */
export type LayerDType = "float32" | "float64";

/** A dtype from its name or from Keras 3's `DTypePolicy` object. @throws ArgumentError for any other policy. */
export function dtypeFrom(where: string, policy: unknown): LayerDType {
  const inner =
    isConfig(policy) && policy["class_name"] === "DTypePolicy" && isConfig(policy["config"]) ? policy["config"] : null;
  const name = inner ? inner["name"] : (policy ?? "float32");
  if (name === "float32" || name === "float64") return name;
  throw new ArgumentError({ where, problem: "dtype is not supported", expected: '"float32" or "float64"', got: name });
}

/** The policy as Keras 3 writes it. */
export function dtypeConfig(dtype: LayerDType): object {
  return { module: "keras", class_name: "DTypePolicy", config: { name: dtype }, registered_name: null };
}
