import { ArgumentError } from "@sepconv/backend";
import type { DialectOption } from "./dialect.js";

/** A configuration as Keras writes it: plain JSON with snake_case keys. */
export type Config = { readonly [key: string]: unknown };

/** `depthwise_kernel` → `depthwiseKernel` */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `SeparableConv1D` → `separable_conv1d`, as Keras names layers and groups in files. */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/**
 * Constructor options from a configuration: keys in camelCase, without those in `dropped`. The type is a claim, which
 * the constructor checks: it refuses unknown options and examines every value.
 */
export function optionsFromConfig<Options>(config: Config, dropped: readonly string[] = []): Options {
  if (!isConfig(config)) {
    throw new ArgumentError({
      where: "fromConfig",
      problem: "this is no configuration",
      expected: "an object",
      got: config,
    });
  }
  const kept = Object.entries(config).filter(([key]) => !dropped.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [camelCase(key), value])) as Options;
}

/** The same for a layer, whose constructor is told which version of Keras the names are of. */
export function layerOptions<Options extends DialectOption>(
  config: Config,
  { dialect = "keras3" }: DialectOption = {},
  dropped: readonly string[] = [],
): Options {
  return { ...optionsFromConfig<Options>(config, dropped), dialect };
}

export function isConfig(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A serialized object, `{ class_name, config }`, taken apart.
 *
 * @throws ArgumentError where it is not one.
 */
export function serializedParts(where: string, value: unknown): { className: string; config: Config } {
  if (isConfig(value) && typeof value["class_name"] === "string") {
    const config = value["config"] ?? {};
    if (isConfig(config)) return { className: value["class_name"], config };
  }
  throw new ArgumentError({
    where,
    problem: "this is no serialized object",
    expected: "{ class_name, config }",
    got: value,
  });
}
