import type * as v1 from "@sepconv/compat-v1";
import { mul, reshape, square, sum, type Tensor } from "@sepconv/core";
import { activations } from "@sepconv/layers";

const freeze: v1.CustomGetter = (getter, name, options) => getter(name, { ...options, trainable: false });
const prefixTower: v1.CustomGetter = (getter, name, options) => getter(`tower_${name}`, options);

/** The functions that the vectors name. */
export const functions: Readonly<Record<string, unknown>> = {
  sum_of_squares: (x: Tensor) => sum(square(x)),
  returns_none: () => null,
  freeze,
  prefix_tower: prefixTower,
  double: (x: Tensor) => mul(x, 2),
  times_three: (x: Tensor) => mul(x, 3),
  "tf.nn.relu": activations.relu,
  "tf.nn.tanh": activations.tanh,
  "tf.nn.swish": activations.silu,
  "tf.nn.leaky_relu": activations.leakyRelu,
  "tf.identity": (x: Tensor) => reshape(x, x.shape),
};
