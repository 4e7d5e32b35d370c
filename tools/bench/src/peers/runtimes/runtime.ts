import type { Network } from "../networks/network.js";

/** A network that is ready to run on its input. */
export interface Prepared {
  /**
   * Computes once and gives the result back. A block's output stays where it is computed wherever the runtime's interface
   * allows it; a model's comes to the host.
   */
  readonly run: () => void | Promise<void>;
  /** Computes once: the output as `[batch, steps, channels]` or `[batch, channels]`. */
  readonly output: () => Promise<Float32Array>;
  readonly dispose: () => void;
}

/** Something that runs networks. */
export interface Runtime {
  /** Its version, and what of it runs. */
  readonly description: string;
  readonly prepare: (network: Network, input: Float32Array<ArrayBuffer>) => Promise<Prepared>;
}
