/** A number, and how much it may be off because of rounding: in units of half an ulp of 1, to first order. */
export interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** A number that is held as it is. */
export function exact(value: number): Bounded {
  return { value, error: 0 };
}

/** A number that was rounded once. */
export function roundedOnce(value: number): Bounded {
  return { value, error: Math.abs(value) };
}

export function add(x: Bounded, y: Bounded): Bounded {
  return once(x.value + y.value, x.error + y.error);
}

export function sub(x: Bounded, y: Bounded): Bounded {
  return once(x.value - y.value, x.error + y.error);
}

export function mul(x: Bounded, y: Bounded): Bounded {
  return once(x.value * y.value, Math.abs(x.value) * y.error + Math.abs(y.value) * x.error);
}

export function div(x: Bounded, y: Bounded): Bounded {
  const value = x.value / y.value;
  return once(value, (x.error + Math.abs(value) * y.error) / Math.abs(y.value));
}

export function sqrt(x: Bounded): Bounded {
  const value = Math.sqrt(x.value);
  return once(value, x.value > 0 ? x.error / (2 * value) : 0);
}

export function abs({ value, error }: Bounded): Bounded {
  return { value: Math.abs(value), error };
}

export function maximum(x: Bounded, y: Bounded): Bounded {
  return { value: Math.max(x.value, y.value), error: Math.max(x.error, y.error) };
}

export function minimum(x: Bounded, y: Bounded): Bounded {
  return { value: Math.min(x.value, y.value), error: Math.max(x.error, y.error) };
}

/** −1, 0 or 1: anything of these where rounding may have changed the sign. */
export function sign({ value, error }: Bounded): Bounded {
  return { value: Math.sign(value), error: Math.abs(value) > error * 2 ** -20 ? 0 : 2 ** 60 };
}

/** The result of one rounded operation whose operands add an error. */
function once(value: number, error: number): Bounded {
  return { value, error: error + Math.abs(value) };
}
