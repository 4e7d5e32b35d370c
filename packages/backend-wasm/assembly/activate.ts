import { activation } from "./activation";
import { loadPair, storePair } from "./vector-store";

/** `y[i] = activation(y[i])`, for the activations that are no clamp. Reads a float past the last where `count` is odd. */
export function activate(code: i32, y: usize, count: i32): void {
  for (; count > 0; count -= 2, y += 8) storePair(y, activation(code, loadPair(y)), count);
}
