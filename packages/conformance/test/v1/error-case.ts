import type { Json } from "./tagged-values.js";

export interface WantedError {
  readonly class: string;
  readonly message: string;
}

/** An answer of TensorFlow: an error, or what came of it. */
export interface Answer {
  readonly error?: WantedError;
  readonly [field: string]: unknown;
}

export interface ErrorCase {
  readonly id: string;
  readonly args: Json;
  readonly constructor?: Answer;
  readonly build_shape?: (number | null)[];
  readonly build?: Answer;
  readonly calls?: readonly Answer[];
  readonly functional?: boolean;
  readonly set_weights?: readonly unknown[];
  readonly result?: "accepted" | Answer;
  readonly input_shape?: number[];
  readonly length_known?: Answer;
  readonly length_unknown?: Answer;
}
