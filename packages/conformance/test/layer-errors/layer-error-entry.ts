import type { Json } from "../layer-configs/python-arguments.js";

/** What Keras 3 says to a layer that is constructed, perhaps built, and perhaps called. */
export interface LayerErrorEntry {
  readonly id: string;
  readonly layer: string;
  readonly args: Json;
  readonly build_shape: (number | null)[] | null;
  readonly call_shape: number[] | null;
  /** Null where Keras accepts it. */
  readonly exception: string | null;
  readonly message?: string;
  readonly stage?: string;
  readonly output_shape?: readonly number[];
}
