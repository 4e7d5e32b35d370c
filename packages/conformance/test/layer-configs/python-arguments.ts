import { mul, reshape, square, sum, type Tensor } from "@sepconv/core";
import { activations } from "@sepconv/layers";

/** A JSON object of the vectors. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `kernel_size` → `kernelSize` */
export function camelCase(name: string): string {
  return name.replace(/(?<=.)_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The functions that the vectors name. */
export const functions: Readonly<Record<string, unknown>> = {
  sum_of_squares: (x: Tensor) => sum(square(x)),
  double: (x: Tensor) => mul(x, 2),
  times_three: (x: Tensor) => mul(x, 3),
  "tf.nn.relu": activations.relu,
  "tf.nn.tanh": activations.tanh,
  "tf.nn.swish": activations.silu,
  "tf.nn.leaky_relu": activations.leakyRelu,
  "tf.identity": (x: Tensor) => reshape(x, x.shape),
};

/**
 * What a Python value of the vectors is in JavaScript: tuples and arrays are lists, every number is a number, an object is
 * its serialized form.
 *
 * @param own what a value means to the caller alone, at any depth; undefined for the others.
 */
export function fromPython(value: unknown, own: (value: unknown) => unknown = () => undefined): unknown {
  const meant = own(value);
  if (meant !== undefined) return meant;
  if (Array.isArray(value)) return value.map((element) => fromPython(element, own));
  if (!isJson(value)) return value;
  const [tag = ""] = Object.keys(value);
  const content = value[tag];
  switch (tag) {
    case "$tuple":
      return fromPython(content, own);
    case "$set":
      return new Set(Array.isArray(content) ? content : []);
    case "$float":
      return Number(String(content).replace("inf", "Infinity"));
    case "$numpy":
      return value["value"];
    case "$array":
      return content;
    case "$function":
      return functions[String(content)];
    case "$object":
      return isJson(content) ? { class_name: content["class_name"], config: content["config"] } : content;
    default:
      return value;
  }
}

/** The arguments of a Python constructor as a configuration: its values in JavaScript, its names as they are. */
export function configFromPython(args: Json): Json {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, fromPython(value)]));
}

/** The same as a constructor's options in camelCase. */
export function optionsFromPython(args: Json): Json {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [camelCase(name), fromPython(value)]));
}
