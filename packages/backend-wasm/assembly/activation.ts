// The activations that need an exponential, and the two rational ones, each as a loop `y[i] = activation(x[i])`.
// x and y may be the same.

import { exponential, exponentialMinusOne, twiceArtanh } from "./exponential";

const seluScale: f64 = 1.0507009873554805;
const seluAlpha: f64 = 1.6732632423543772;

export function exp(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    store<f32>(y, <f32>exponential(<f64>load<f32>(x)));
  }
}

export function elu(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    const v = load<f32>(x);
    store<f32>(y, v > 0 ? v : <f32>exponentialMinusOne(v));
  }
}

export function selu(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    const v = <f64>load<f32>(x);
    store<f32>(y, <f32>(seluScale * (v > 0 ? v : seluAlpha * exponentialMinusOne(v))));
  }
}

export function sigmoid(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    store<f32>(y, <f32>(1 / (1 + exponential(-<f64>load<f32>(x)))));
  }
}

/** tanh x = (e²ˣ − 1) / (e²ˣ + 1). */
export function tanh(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    const e = exponentialMinusOne(2 * <f64>load<f32>(x));
    store<f32>(y, <f32>(e / (e + 2)));
  }
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + u) with u = e^−|x|, and ln(1 + u) = 2·artanh(u / (2 + u)). */
export function softplus(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    const v = <f64>load<f32>(x);
    const u = exponential(-abs(v));
    store<f32>(y, <f32>(max(v, 0) + twiceArtanh(u / (2 + u))));
  }
}

/** x / (1 + e⁻ˣ), and its limit 0 at −∞: below −200 the quotient is 0 in f32 whatever its numerator. */
export function silu(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    const v = <f64>load<f32>(x);
    store<f32>(y, <f32>(max(v, -200) / (1 + exponential(-v))));
  }
}

/** relu6(x + 3) / 6. */
export function hardSigmoid(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    store<f32>(y, <f32>(min(max(<f64>load<f32>(x) + 3, 0), 6) / 6));
  }
}

/** x / (1 + |x|), and its limits ±1 at ±∞. */
export function softsign(x: usize, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; x += 4, y += 4) {
    const v = min(max(<f64>load<f32>(x), -1e30), 1e30);
    store<f32>(y, <f32>(v / (1 + abs(v))));
  }
}
