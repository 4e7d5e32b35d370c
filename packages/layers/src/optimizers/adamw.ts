import { ArgumentError } from "@sepconv/backend";
import { Adam, type AdamOptions } from "./adam.js";

/**
 * Adam whose variables decay: `w ← w − w · weightDecay · rate` before each update. The decay's default is 0.004.
 *
 * @throws ArgumentError as `Adam` does, and where `weightDecay` is null.
 * @see https://keras.io/api/optimizers/adamw/
 * @see Loshchilov and Hutter, 2017: https://arxiv.org/abs/1711.05101
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([8]);
 * new optimizers.AdamW({ learningRate: 0.5, weightDecay: 0.25 }).apply([tensor([3])], [w]);
 * w.dataSync(); // [6.5]
 */
export class AdamW extends Adam {
  constructor(options: AdamOptions = {}) {
    super(options, "AdamW", 0.004);
    if (this.settings.weightDecay !== null) return;
    const expected = "a number";
    throw new ArgumentError({ where: "AdamW", problem: "weightDecay is not valid", expected, got: null });
  }
}
