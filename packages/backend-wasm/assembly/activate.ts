import { activation } from "./activation";

/** `y[i] = activation(y[i])`, for the activations that are no clamp. */
export function activate(code: i32, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; y += 4) {
    store<f32>(y, <f32>activation(code, <f64>load<f32>(y)));
  }
}
