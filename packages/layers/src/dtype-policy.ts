import { ArgumentError, type DType, DTypeError, isFloating } from "@sepconv/backend";
import { isConfig } from "./config.js";
import type { Dialect } from "./dialect.js";

/** Element types that layers compute with; float64 on the CPU alone. */
export type LayerDType = "float32" | "float64";

/** A dtype policy: the name that configurations keep, and the element type of weights and computations. */
export interface DTypePolicy {
  readonly name: string;
  readonly dtype: LayerDType;
}

/** Mixed policies keep float32 weights; what Keras computes in half precision is computed in float32 here. */
const policies: readonly unknown[] = ["float32", "float64", "mixed_float16", "mixed_bfloat16"];

/**
 * A policy from its name, from Keras 3's `DTypePolicy` or Keras 2's `Policy` object; null is float32.
 *
 * @throws ArgumentError for any other policy.
 */
export function dtypePolicy(where: string, policy: unknown): DTypePolicy {
  const given = policyName(policy ?? "float32");
  const name = given === "double" ? "float64" : given;
  if (typeof name === "string" && policies.includes(name))
    return { name, dtype: name === "float64" ? name : "float32" };
  const expected = policies.map((known) => `"${known}"`).join(", ");
  throw new ArgumentError({ where, problem: "dtype is not supported", expected, got: name });
}

/** @throws DTypeError where an input is of integers or truth values; floating-point ones are cast. */
export function checkFloating(where: string, dtype: DType, wanted: LayerDType): void {
  if (isFloating(dtype)) return;
  throw new DTypeError({
    where,
    problem: "the input has another dtype than the layer",
    expected: `"${wanted}"`,
    got: dtype,
    remedy: `Use cast(x, "${wanted}").`,
  });
}

function policyName(policy: unknown): unknown {
  if (!isConfig(policy)) return policy;
  const { class_name: className, config } = policy;
  return (className === "DTypePolicy" || className === "Policy") && isConfig(config) ? config["name"] : policy;
}

/** The policy as Keras writes it: Keras 2 writes the name alone, unless the policy is a mixed one. */
export function dtypeConfig(name: string, dialect: Dialect = "keras3"): unknown {
  if (dialect === "keras3") return serialized("keras", "DTypePolicy", name);
  return name.startsWith("mixed") ? serialized("keras.mixed_precision", "Policy", name) : name;
}

function serialized(module: string, className: string, name: string): object {
  return { module, class_name: className, config: { name }, registered_name: null };
}
