// Steps of optimizers: one pass over weights w, gradients g and slots, four lanes at a time. `…To` is where next values go,
// which may be where the old ones are: all that a step loads it loads before it stores. Up to three floats past the last
// element are read and never written. Formulas stand in the op's spec.

import { storeLanes } from "./vector-store";

export {
  adadelta, adagrad, adam, adamax, amsgrad, average, ftrl, lion, momentum, nadam, nesterov, rmsprop, rmspropCentered,
  rmspropCenteredMomentum, rmspropMomentum, sgd,
};

/** Writes a vector, of the last one the first `count` floats: by a call, which keeps the loops short. */
@inline
function put(y: usize, v: v128, count: i32): void {
  if (count >= 4) v128.store(y, v);
  else putLast(y, v, count);
}

function putLast(y: usize, v: v128, count: i32): void {
  storeLanes(y, v, count);
}

/** old·beta + now·rest */
@inline
function blend(old: v128, beta: f32, now: v128, rest: f32): v128 {
  return f32x4.add(scale(old, beta), scale(now, rest));
}

/** old + share·(now − old) */
@inline
function towards(old: v128, now: v128, share: f32): v128 {
  return f32x4.add(old, scale(f32x4.sub(now, old), share));
}

@inline
function scale(v: v128, factor: f32): v128 {
  return f32x4.mul(v, f32x4.splat(factor));
}

@inline
function square(v: v128): v128 {
  return f32x4.mul(v, v);
}

/** √(v + epsilon) */
@inline
function root(v: v128, epsilon: f32): v128 {
  return f32x4.sqrt(f32x4.add(v, f32x4.splat(epsilon)));
}

function average(w: usize, g: usize, wTo: usize, count: i32, beta: f32, rest: f32): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    put(wTo + i, blend(v128.load(w + i), beta, v128.load(g + i), rest), count);
  }
}

function sgd(w: usize, g: usize, wTo: usize, count: i32, rate: f32): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    put(wTo + i, f32x4.sub(v128.load(w + i), scale(v128.load(g + i), rate)), count);
  }
}

function momentum(w: usize, g: usize, a: usize, wTo: usize, aTo: usize, count: i32, rate: f32, beta: f32): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const next = f32x4.sub(scale(v128.load(a + i), beta), scale(v128.load(g + i), rate));
    put(wTo + i, f32x4.add(v128.load(w + i), next), count);
    put(aTo + i, next, count);
  }
}

function nesterov(w: usize, g: usize, a: usize, wTo: usize, aTo: usize, count: i32, rate: f32, beta: f32): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const descent = scale(v128.load(g + i), rate);
    const next = f32x4.sub(scale(v128.load(a + i), beta), descent);
    put(wTo + i, f32x4.add(v128.load(w + i), f32x4.sub(scale(next, beta), descent)), count);
    put(aTo + i, next, count);
  }
}

function lion(
  w: usize, g: usize, a: usize, wTo: usize, aTo: usize, count: i32,
  rate: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const old = v128.load(a + i);
    put(wTo + i, f32x4.sub(v128.load(w + i), scale(sign(blend(old, beta1, gradient, rest1)), rate)), count);
    put(aTo + i, blend(old, beta2, gradient, rest2), count);
  }
}

/** 1 where v > 0, −1 where v < 0, else v: 0 and NaN. */
@inline
function sign(v: v128): v128 {
  const ofV = v128.bitselect(v, f32x4.splat(1), f32x4.splat(-0.0));
  return v128.bitselect(ofV, v, f32x4.gt(f32x4.abs(v), f32x4.splat(0)));
}

function adagrad(
  w: usize, g: usize, a: usize, wTo: usize, aTo: usize, count: i32, rate: f32, epsilon: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const squares = f32x4.add(v128.load(a + i), square(gradient));
    const descent = f32x4.div(scale(gradient, rate), root(squares, epsilon));
    put(wTo + i, f32x4.sub(v128.load(w + i), descent), count);
    put(aTo + i, squares, count);
  }
}

function adadelta(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32,
  rate: f32, rho: f32, rest: f32, epsilon: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const deltas = v128.load(b + i);
    const squares = blend(v128.load(a + i), rho, square(gradient), rest);
    const descent = f32x4.div(f32x4.mul(root(deltas, epsilon), gradient), root(squares, epsilon));
    put(wTo + i, f32x4.sub(v128.load(w + i), scale(descent, rate)), count);
    put(aTo + i, squares, count);
    put(bTo + i, blend(deltas, rho, square(descent), rest), count);
  }
}

/** All kinds of rmsprop: the mean is b where gradients are centered; what moves is the slot behind it. */
@inline
function eachOfRmsprop(
  centered: bool, moves: bool, w: usize, g: usize, a: usize, b: usize, c: usize, wTo: usize, aTo: usize, bTo: usize,
  cTo: usize, count: i32, rate: f32, rho: f32, rest: f32, epsilon: f32, beta: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const squares = blend(v128.load(a + i), rho, square(gradient), rest);
    let spread = squares;
    if (centered) {
      const mean = blend(v128.load(b + i), rho, gradient, rest);
      spread = f32x4.sub(squares, square(mean));
      put(bTo + i, mean, count);
    }
    let descent = f32x4.div(scale(gradient, rate), root(spread, epsilon));
    if (moves) {
      descent = f32x4.add(scale(v128.load(c + i), beta), descent);
      put(cTo + i, descent, count);
    }
    put(aTo + i, squares, count);
    put(wTo + i, f32x4.sub(v128.load(w + i), descent), count);
  }
}

function rmsprop(
  w: usize, g: usize, a: usize, wTo: usize, aTo: usize, count: i32, rate: f32, rho: f32, rest: f32, epsilon: f32,
): void {
  eachOfRmsprop(false, false, w, g, a, 0, 0, wTo, aTo, 0, 0, count, rate, rho, rest, epsilon, 0);
}

function rmspropMomentum(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32,
  rate: f32, rho: f32, rest: f32, epsilon: f32, beta: f32,
): void {
  eachOfRmsprop(false, true, w, g, a, 0, b, wTo, aTo, 0, bTo, count, rate, rho, rest, epsilon, beta);
}

function rmspropCentered(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32,
  rate: f32, rho: f32, rest: f32, epsilon: f32,
): void {
  eachOfRmsprop(true, false, w, g, a, b, 0, wTo, aTo, bTo, 0, count, rate, rho, rest, epsilon, 0);
}

function rmspropCenteredMomentum(
  w: usize, g: usize, a: usize, b: usize, c: usize, wTo: usize, aTo: usize, bTo: usize, cTo: usize, count: i32,
  rate: f32, rho: f32, rest: f32, epsilon: f32, beta: f32,
): void {
  eachOfRmsprop(true, true, w, g, a, b, c, wTo, aTo, bTo, cTo, count, rate, rho, rest, epsilon, beta);
}

function adam(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32,
  rate: f32, p: f32, q: f32, epsilon: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const mean = towards(v128.load(a + i), gradient, p);
    const squares = towards(v128.load(b + i), square(gradient), q);
    const size = f32x4.add(f32x4.sqrt(squares), f32x4.splat(epsilon));
    put(wTo + i, f32x4.sub(v128.load(w + i), f32x4.div(scale(mean, rate), size)), count);
    put(aTo + i, mean, count);
    put(bTo + i, squares, count);
  }
}

function amsgrad(
  w: usize, g: usize, a: usize, b: usize, c: usize, wTo: usize, aTo: usize, bTo: usize, cTo: usize, count: i32,
  rate: f32, p: f32, q: f32, epsilon: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const mean = towards(v128.load(a + i), gradient, p);
    const squares = towards(v128.load(b + i), square(gradient), q);
    const largest = f32x4.max(v128.load(c + i), squares);
    const size = f32x4.add(f32x4.sqrt(largest), f32x4.splat(epsilon));
    put(wTo + i, f32x4.sub(v128.load(w + i), f32x4.div(scale(mean, rate), size)), count);
    put(aTo + i, mean, count);
    put(bTo + i, squares, count);
    put(cTo + i, largest, count);
  }
}

function adamax(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32,
  rate: f32, p: f32, beta: f32, epsilon: f32, share: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const mean = towards(v128.load(a + i), gradient, p);
    const size = f32x4.max(scale(v128.load(b + i), beta), f32x4.abs(gradient));
    const divisor = scale(f32x4.add(size, f32x4.splat(epsilon)), share);
    put(wTo + i, f32x4.sub(v128.load(w + i), f32x4.div(scale(mean, rate), divisor)), count);
    put(aTo + i, mean, count);
    put(bTo + i, size, count);
  }
}

function nadam(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32, rate: f32, p: f32, q: f32,
  epsilon: f32, next: f32, nextShare: f32, now: f32, nowShare: f32, share: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const mean = towards(v128.load(a + i), gradient, p);
    const squares = towards(v128.load(b + i), square(gradient), q);
    const ahead = f32x4.add(
      f32x4.div(scale(mean, next), f32x4.splat(nextShare)),
      f32x4.div(scale(gradient, now), f32x4.splat(nowShare)),
    );
    const size = f32x4.add(f32x4.sqrt(f32x4.div(squares, f32x4.splat(share))), f32x4.splat(epsilon));
    put(wTo + i, f32x4.sub(v128.load(w + i), f32x4.div(scale(ahead, rate), size)), count);
    put(aTo + i, mean, count);
    put(bTo + i, squares, count);
  }
}

function ftrl(
  w: usize, g: usize, a: usize, b: usize, wTo: usize, aTo: usize, bTo: usize, count: i32,
  rate: f32, l1: f32, l2: f32, shrinkage: f32,
): void {
  for (let i: usize = 0; count > 0; count -= 4, i += 16) {
    const gradient = v128.load(g + i);
    const weight = v128.load(w + i);
    const old = v128.load(a + i);
    const squares = f32x4.add(old, square(gradient));
    const slope = f32x4.sqrt(squares);
    const rise = f32x4.div(f32x4.sub(slope, f32x4.sqrt(old)), f32x4.splat(rate));
    const shrunk = f32x4.add(gradient, scale(weight, shrinkage));
    const linear = f32x4.add(v128.load(b + i), f32x4.sub(shrunk, f32x4.mul(rise, weight)));
    const clipped = f32x4.min(f32x4.max(linear, f32x4.splat(-l1)), f32x4.splat(l1));
    const divisor = f32x4.add(f32x4.div(slope, f32x4.splat(rate)), f32x4.splat(l2));
    put(wTo + i, f32x4.div(f32x4.sub(clipped, linear), divisor), count);
    put(aTo + i, squares, count);
    put(bTo + i, linear, count);
  }
}
