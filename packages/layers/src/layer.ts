import { ArgumentError, DTypeError, type Shape, ShapeError, sameShape } from "@sepconv/backend";
import {
  boolean,
  checkOptions,
  checkShape,
  checkTensor,
  onDeviceOf,
  reshape,
  Tensor,
  type TensorData,
  tensor,
  tidy,
  type Variable,
  variable,
} from "@sepconv/core";
import type { Config } from "./config.js";
import { dtypeConfig, dtypeFrom, type LayerDType } from "./dtype-policy.js";
import type { Initializer } from "./initializers/initializer.js";
import { refuseUnlessUnused } from "./not-yet.js";
import { spendParameters } from "./parameter-budget.js";
import { checkPartialShape, type PartialShape, showShape } from "./partial-shape.js";
import { uniqueName } from "./unique-name.js";

/** What every layer's constructor takes. */
export interface LayerOptions {
  /** Default: made from the class, `separable_conv1d`, `separable_conv1d_1`, … */
  readonly name?: string;
  /** Whether training changes the weights. Default: true. */
  readonly trainable?: boolean;
  /** "float32" (default), or "float64" for the CPU. */
  readonly dtype?: LayerDType;
}

export interface CallOptions {
  /** Whether layers behave as in training. Default: false. */
  readonly training?: boolean;
  /** Which steps count. Masks are not supported yet: null alone is accepted. */
  readonly mask?: null;
}

/** A weight's value: a tensor, nested arrays, or elements with a shape. */
export type WeightValue = Tensor | TensorData | { readonly data: TensorData; readonly shape: Shape };

interface WeightOptions {
  readonly initializer: Initializer;
  /** Default: true. */
  readonly trainable?: boolean;
}

const layerOptionNames = ["name", "trainable", "dtype"];

/**
 * A layer as Keras knows it: constructed with options, built for an input shape, applied to tensors, described by a
 * configuration.
 *
 * @see https://keras.io/api/layers/base_layer/
 */
export abstract class Layer {
  /** Keras' class name, which files and configurations use. */
  readonly className: string;
  readonly name: string;
  readonly dtype: LayerDType;
  #trainable: boolean;
  readonly #weights: Variable[] = [];
  #buildShape: PartialShape | null = null;

  /** @throws ArgumentError for an option that no one reads. */
  protected constructor(className: string, options: LayerOptions, optionNames: readonly string[]) {
    this.className = className;
    checkOptions(className, options, [...layerOptionNames, ...optionNames]);
    const { name, trainable } = options;
    if (name !== undefined && (typeof name !== "string" || name === "")) {
      throw new ArgumentError({ where: className, problem: "name is not valid", expected: "a string", got: name });
    }
    this.name = name ?? uniqueName(className);
    this.#trainable = boolean(className, "trainable", trainable ?? true);
    this.dtype = dtypeFrom(this.where, options.dtype);
  }

  /** How messages name this layer. */
  protected get where(): string {
    return `${this.className} "${this.name}"`;
  }

  /** Whether training changes the weights. */
  get trainable(): boolean {
    return this.#trainable;
  }

  set trainable(value: boolean) {
    this.#trainable = boolean(this.where, "trainable", value);
  }

  /** Whether the weights are there. */
  get built(): boolean {
    return this.#buildShape !== null;
  }

  /** The input shape that the layer was built for; null before. */
  protected get buildShape(): PartialShape | null {
    return this.#buildShape;
  }

  /** All weights: trainable ones first, each group in the order of creation. */
  get weights(): readonly Variable[] {
    return [...this.#weights.filter(isTrainable), ...this.#weights.filter((weight) => !isTrainable(weight))];
  }

  /** The weights that training changes; none when the layer is not trainable. */
  get trainableWeights(): readonly Variable[] {
    return this.trainable ? this.weights.filter(isTrainable) : [];
  }

  /** The weights that training leaves alone. */
  get nonTrainableWeights(): readonly Variable[] {
    return this.trainable ? this.weights.filter((weight) => !isTrainable(weight)) : this.weights;
  }

  /** Losses beside the one that is trained for; none as long as there are no regularizers. */
  get losses(): readonly Tensor[] {
    return [];
  }

  /** Number of elements of all weights. @throws ArgumentError before the layer is built. */
  countParams(): number {
    this.#checkBuilt("countParams");
    return this.weights.reduce((total, weight) => total + weight.size, 0);
  }

  /** Creates the weights for inputs of a shape; a second call does nothing. @throws ShapeError where it does not fit. */
  build(inputShape: PartialShape): void {
    if (this.built) return;
    checkPartialShape(this.where, inputShape);
    this.checkInput(inputShape);
    try {
      this.createWeights(inputShape);
    } catch (error) {
      for (const weight of this.#weights.splice(0)) weight.dispose();
      throw error;
    }
    this.#buildShape = [...inputShape];
  }

  /**
   * The layer's output for an input; builds the layer first if need be. Everything computed on the way is given back.
   *
   * @throws ShapeError where the input does not fit.
   */
  apply(x: Tensor, options: CallOptions = {}): Tensor {
    checkTensor(this.where, "the input", x);
    checkOptions(this.where, options, ["training", "mask"]);
    refuseUnlessUnused(this.where, options, ["mask"]);
    const { training } = options;
    if (training !== undefined) boolean(this.where, "training", training);
    this.#checkDType(x);
    if (this.built) this.checkInput(x.shape);
    else this.build(x.shape);
    return onDeviceOf([x], () =>
      tidy(() => {
        const y = this.call(x, options);
        return y === x ? reshape(x, x.shape) : y;
      }),
    );
  }

  /** The computation itself, on an input that fits. */
  abstract call(x: Tensor, options: CallOptions): Tensor;

  /** The output's shape for an input's; unknown extents stay unknown. @throws ShapeError where the input does not fit. */
  computeOutputShape(inputShape: PartialShape): PartialShape {
    checkPartialShape(this.where, inputShape);
    this.checkInput(inputShape);
    return this.outputShapeOf(inputShape);
  }

  /** The configuration as Keras 3 writes it, from which `fromConfig` makes an equal layer. */
  getConfig(): Config {
    return { name: this.name, trainable: this.trainable, dtype: dtypeConfig(this.dtype) };
  }

  /** What Keras stores beside the configuration, to build the layer again; null for a layer without weights. */
  getBuildConfig(): Config | null {
    return this.#buildShape && this.weights.length > 0 ? { input_shape: this.#buildShape } : null;
  }

  /** The values of all weights, in the order of `weights`. They stay as they are when the weights change. */
  getWeights(): Tensor[] {
    return this.weights.map((weight) => reshape(weight, weight.shape));
  }

  /**
   * Replaces all weights, in the order of `weights`.
   *
   * @throws ArgumentError where their number differs. @throws ShapeError where a shape or dtype differs; nothing changes then.
   */
  setWeights(values: readonly WeightValue[]): void {
    this.#checkBuilt("setWeights");
    const weights = this.weights;
    if (!Array.isArray(values) || values.length !== weights.length) {
      throw new ArgumentError({
        where: this.where,
        problem: "the number of weights differs",
        expected: weights.map((weight) => `${weight.name} ${showShape(weight.shape)}`).join(", ") || "none",
        got: Array.isArray(values) ? values.length : values,
      });
    }
    tidy(() => {
      const tensors = values.map((value, index) => weightTensor(value, weights[index]));
      for (const [index, weight] of weights.entries()) this.#checkWeight(weight.name, weight, tensors[index] ?? weight);
      for (const [index, weight] of weights.entries()) weight.assign(tensors[index] ?? weight);
    });
  }

  /** Gives back all weights. */
  dispose(): void {
    for (const weight of this.weights) weight.dispose();
  }

  /** The output's shape for an input's that fits. */
  protected abstract outputShapeOf(inputShape: PartialShape): PartialShape;

  /** Refuses an input that does not fit, before and after building. */
  protected abstract checkInput(inputShape: PartialShape): void;

  /** Adds the weights; a layer without weights has nothing to do. */
  protected createWeights(_inputShape: PartialShape): void {}

  protected addWeight(name: string, shape: Shape, { initializer, trainable = true }: WeightOptions): Variable {
    spendParameters(this.where, name, shape);
    checkShape(this.where, shape);
    const value = initializer(shape, { dtype: this.dtype });
    this.#checkWeight(name, { shape, dtype: this.dtype }, value);
    const weight = variable(value, { name: `${this.name}/${name}`, trainable });
    value.dispose();
    this.#weights.push(weight);
    return weight;
  }

  #checkDType(x: Tensor): void {
    if (x.dtype === this.dtype) return;
    throw new DTypeError({
      where: this.where,
      problem: "the input has another dtype than the layer",
      expected: `"${this.dtype}"`,
      got: x.dtype,
      remedy: `Make it with tensor(data, shape, "${this.dtype}").`,
    });
  }

  #checkWeight(name: string, wanted: Pick<Tensor, "shape" | "dtype">, value: Pick<Tensor, "shape" | "dtype">): void {
    if (sameShape(wanted.shape, value.shape) && wanted.dtype === value.dtype) return;
    throw new ShapeError({
      where: this.where,
      problem: `a value does not fit the weight "${name}"`,
      expected: `${wanted.dtype} ${showShape(wanted.shape)}`,
      got: `${value.dtype} ${showShape(value.shape)}`,
    });
  }

  #checkBuilt(method: string): void {
    if (this.built) return;
    throw new ArgumentError({
      where: this.where,
      problem: `${method} needs a built layer`,
      remedy: "Call build() with an input shape, or apply() first.",
    });
  }
}

function isTrainable(weight: Variable): boolean {
  return weight.trainable;
}

function weightTensor(value: WeightValue, weight: Variable | undefined): Tensor {
  if (value instanceof Tensor) return value;
  const dtype = weight?.dtype;
  if (typeof value === "object" && value !== null && "data" in value) return tensor(value.data, value.shape, dtype);
  return tensor(value, undefined, dtype);
}
