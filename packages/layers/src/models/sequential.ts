import { ArgumentError } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import { type Config, layerOptions } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import { isPartialShape, type PartialShape } from "../partial-shape.js";
import type { Deserialize } from "../serialization/deserialize.js";
import { serialize } from "../serialization/serialize.js";
import { InputLayer } from "./input-layer.js";
import { Model } from "./model.js";
import { passesMasks } from "./passes-masks.js";

/**
 * Layers one after the other.
 *
 * @see https://keras.io/api/models/sequential/
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import { useBackend, zeros } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * await useBackend(createCpuBackend());
 * const model = new layers.Sequential([
 *   new layers.SeparableConv1D({ filters: 8, kernelSize: 3, activation: "relu" }),
 *   new layers.GlobalAveragePooling1D(),
 *   new layers.Dense({ units: 2, activation: "softmax" }),
 * ]);
 * (await model.predict(zeros([5, 20, 3]))).shape; // [5, 2]
 */
export class Sequential extends Model {
  override supportsMasking = true;
  protected override readonly keepsBuildShape = true;
  override readonly callTakesMask = true;
  readonly #input: InputLayer | null;
  readonly #layers: readonly Layer[];

  /**
   * @param layers may begin with an `InputLayer`, or with a layer that was given an `inputShape`; then the model is built
   *   at once.
   * @throws ArgumentError where an item is no layer, or two have one name. @throws ShapeError where layers do not fit.
   */
  constructor(layers: readonly Layer[], options: LayerOptions = {}) {
    super("Sequential", options, []);
    if (!Array.isArray(layers)) {
      throw new ArgumentError({
        where: this.where,
        problem: "there is no list of layers",
        expected: "[layer, …]",
        got: layers,
      });
    }
    for (const layer of layers) {
      if (layer instanceof Layer) continue;
      throw new ArgumentError({ where: this.where, problem: "an item is no layer", expected: "layers", got: layer });
    }
    const [first, ...rest] = layers;
    this.#input = first instanceof InputLayer ? first : null;
    this.#layers = this.#input ? rest : [...layers];
    this.#checkNames();
    if (rest.some((layer) => layer instanceof InputLayer)) {
      throw new ArgumentError({
        where: this.where,
        problem: "an input layer stands behind another layer",
        expected: "at most one, as the first layer",
      });
    }
    for (const layer of this.layers) this.addLayer(layer);
    const batchShape = this.#input?.batchShape ?? first?.batchInputShape;
    if (batchShape) this.build(batchShape);
  }

  override get layers(): readonly Layer[] {
    return this.#layers;
  }

  /** A model from Keras' configuration; `deserialize` makes its layers. @throws ArgumentError, ShapeError as above. */
  static fromConfig(config: Config, deserialize: Deserialize, options?: DialectOption): Sequential {
    const where = "Sequential.fromConfig";
    const { layers, build_input_shape, name, trainable, dtype, ...unknown } = config;
    const [unexpected] = Object.keys(unknown);
    if (unexpected !== undefined) {
      throw new ArgumentError({
        where,
        problem: `unknown key "${unexpected}"`,
        expected: '"name", "trainable", "dtype", "layers" or "build_input_shape"',
      });
    }
    if (!Array.isArray(layers)) throw new ArgumentError({ where, problem: "there are no layers", got: layers });
    const given = Object.fromEntries(
      Object.entries({ name, trainable, dtype }).filter(([, value]) => value !== undefined),
    );
    const model = new this(
      layers.map((layer: unknown) => deserialize(layer)),
      layerOptions<LayerOptions>(given, options),
    );
    if (!model.built && isPartialShape(build_input_shape)) model.build(build_input_shape);
    return model;
  }

  override call(x: Tensor, options: CallOptions): Tensor {
    let value = x;
    let { mask = null } = options;
    for (const layer of this.layers) {
      const input = value;
      if (passesMasks(layer)) {
        const { outputs, masks } = layer.applyMasked([input], [mask], options);
        [value = input] = outputs;
        [mask = null] = masks;
      } else {
        value = layer.apply(input, { ...options, mask });
        mask = layer.computeMask(input, mask);
      }
    }
    return value;
  }

  override computeMask(x: Tensor, mask: Tensor | null): Tensor | null {
    return this.layers.reduce((inner, layer) => layer.computeMask(x, inner), mask);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return this.layers.reduce<PartialShape>((shape, layer) => layer.computeOutputShape(shape), inputShape);
  }

  override getConfig(options: DialectOption = {}): Config {
    const buildShape = this.getBuildConfig()?.["input_shape"];
    const { name, ...others } = super.getConfig(options);
    return {
      name,
      ...(options.dialect !== "keras2" && others),
      layers: [...(this.#input ? [this.#input] : []), ...this.layers].map((layer) => serialize(layer, options)),
      ...(buildShape !== undefined && { build_input_shape: buildShape }),
    };
  }

  protected override createWeights(inputShape: PartialShape): void {
    if (this.layers.length === 0 && this.#input === null) {
      throw new ArgumentError({ where: this.where, problem: "the model has no layers", expected: "[layer, …]" });
    }
    // All shapes first: a layer that does not fit is found before another is built.
    let shape = inputShape;
    const fitting = this.layers.map((layer) => {
      const own = shape;
      shape = layer.computeOutputShape(own);
      return { layer, own };
    });
    for (const { layer, own } of fitting) layer.build(own);
  }

  protected override checkInput(inputShape: PartialShape): void {
    this.#input?.computeOutputShape(inputShape);
  }

  #checkNames(): void {
    const names = new Set<string>();
    const repeated = this.layers.map((layer) => layer.name).find((name) => names.size === names.add(name).size);
    if (repeated === undefined) return;
    throw new ArgumentError({
      where: this.where,
      problem: "two layers have one name",
      expected: "names of their own",
      got: repeated,
    });
  }
}
