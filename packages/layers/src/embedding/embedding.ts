import { boolean, cast, gather, notEqual, type Tensor, type Variable } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { randomUniform } from "../initializers/random.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import { refuseUnlessUnused } from "../not-yet.js";
import { ofBuilt } from "../of-built.js";
import type { PartialShape } from "../partial-shape.js";
import { singleNumber } from "../single-number.js";
import {
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";

/** The arguments of Keras' `Embedding`, in camelCase. */
export interface EmbeddingOptions extends Omit<LayerOptions, "inputDim">, WeightPartOptions<"embeddings"> {
  /** The number of rows: one more than the largest index. */
  readonly inputDim: number;
  /** The length of a row. */
  readonly outputDim: number;
  /** Whether index 0 stands for nothing, and is masked. Default: false. */
  readonly maskZero?: boolean;
  /** The number of steps, which Keras 2 writes. Default: any. */
  readonly inputLength?: number | null;
}

/** What Keras also knows: accepted when it is not used. */
const unsupported = ["quantizationConfig", "loraRank", "loraAlpha", "weights", "sparse"];

const optionNames = [
  "inputDim",
  "outputDim",
  "maskZero",
  "inputLength",
  ...weightPartNames("embeddings"),
  ...unsupported,
];

/**
 * Rows of a table: `y[…, :] = embeddings[x[…], :]`, `[…]` → `[…, outputDim]`. The indices are int32; floating-point ones are
 * cut. Weight: `embeddings [inputDim, outputDim]`, at first evenly from -0.05 to 0.05.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, and for an index outside of the table that
 *   rests on the host.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.Embedding({ inputDim: 3, outputDim: 2, maskZero: true });
 * layer.build([null, 2]);
 * layer.setWeights([[[0, 0], [1, 2], [3, 4]]]);
 * layer.apply(tensor([[2, 1]], [1, 2], "int32")).dataSync(); // [3, 4, 1, 2]
 * @see https://keras.io/api/layers/core_layers/embedding/
 */
export class Embedding extends Layer {
  readonly inputDim: number;
  readonly outputDim: number;
  readonly maskZero: boolean;
  readonly inputLength: number | null;
  readonly #parts: { readonly embeddings: WeightParts };
  #embeddings: Variable | null = null;

  constructor(options: EmbeddingOptions) {
    // To other layers inputDim is the extent of an input.
    super("Embedding", { ...options, inputDim: null }, optionNames);
    refuseUnlessUnused(this.where, options, unsupported);
    const { maskZero = false, inputLength = null } = options;
    this.#parts = { embeddings: weightParts(this.where, "embeddings", options, randomUniform, this.vocabulary) };
    this.inputDim = singleNumber(this.where, "inputDim", options.inputDim);
    this.outputDim = singleNumber(this.where, "outputDim", options.outputDim);
    this.maskZero = boolean(this.where, "maskZero", maskZero);
    this.inputLength = inputLength === null ? null : singleNumber(this.where, "inputLength", inputLength);
    this.supportsMasking = this.maskZero;
  }

  /** Null before the layer is built. */
  get embeddings(): Variable | null {
    return this.#embeddings;
  }

  override call(x: Tensor): Tensor {
    return gather(ofBuilt(this.where, this.#embeddings), cast(x, "int32"));
  }

  /** Which indices are not 0, with `maskZero`. */
  override computeMask(x: Tensor): Tensor | null {
    return this.maskZero ? notEqual(x, 0) : null;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return [...inputShape, this.outputDim];
  }

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const isKeras2 = dialect === "keras2";
    const { name, trainable, dtype, ...others } = super.getConfig(options);
    return {
      name,
      trainable,
      dtype,
      ...(isKeras2 && { batch_input_shape: this.batchInputShape ?? [null, this.inputLength] }),
      ...others,
      input_dim: this.inputDim,
      output_dim: this.outputDim,
      ...weightPartsConfig(this.#parts, dialect, this.activityRegularizer),
      mask_zero: this.maskZero,
      ...(isKeras2 ? { input_length: this.inputLength } : { quantization_config: null }),
    };
  }

  protected override createWeights(): void {
    const shape = [this.inputDim, this.outputDim];
    this.#embeddings = this.addWeight({ name: "embeddings", shape, ...this.#parts.embeddings });
  }
}
