import { ArgumentError, type DType, DTypeError, isDType, isFloating } from "@sepconv/backend";
import { checkOptions, checkTensor, div, onDeviceOf, reshape, Tensor, tidy } from "@sepconv/core";
import type { PartialShape, regularizers } from "@sepconv/layers";
import { GraphKeys } from "../graph/collections.js";
import { getDefaultGraph } from "../graph/graph.js";
import { regularizerFrom } from "../parts.js";
import { checkInputSpec, type InputSpec } from "./input-spec.js";
import { LatestValue } from "./latest-value.js";
import type { CallOptions, LayerOptions } from "./layer-options.js";
import { LayerState } from "./layer-state.js";
import { type Lineage, noteLineage, stemsFrom } from "./lineage.js";

/**
 * A layer of `tf.compat.v1.layers`: computes as Keras' does, and keeps its weights as variables of the default graph under
 * a scope that is decided when the layer is first used. Once they are made, their graph is the layer's, whichever is the
 * default one.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/Layer
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import * as v1 from "@sepconv/compat-v1";
 * import { mul, type Tensor, useBackend, type Variable, zeros } from "@sepconv/core";
 * import type { PartialShape } from "@sepconv/layers";
 * class Scale extends v1.layers.Layer {
 *   scale?: Variable;
 *   constructor(options: v1.layers.LayerOptions = {}) {
 *     super("Scale", options, []);
 *   }
 *   protected override createWeights(inputShape: PartialShape) {
 *     this.scale = this.addWeight("scale", [inputShape.at(-1) ?? 1]);
 *   }
 *   override call(x: Tensor) {
 *     return mul(x, this.scale ?? 1);
 *   }
 *   override computeOutputShape(inputShape: PartialShape) {
 *     return inputShape;
 *   }
 * }
 * await useBackend(createCpuBackend());
 * v1.resetDefaultGraph();
 * new Scale().apply(zeros([2, 3]));
 * v1.trainableVariables().map(({ name }) => name); // ["scale/scale:0"]
 */
export abstract class Layer extends LayerState {
  /** What an input must be like. */
  inputSpec: InputSpec | null = null;
  /** What the output costs. */
  activityRegularizer: regularizers.Regularizer | null;
  readonly #updates: (() => void)[] = [];
  #activity: LatestValue | null = null;
  /** Where the output of the latest call came from. */
  #lineage: Lineage | null = null;
  #once = false;

  /** @throws ArgumentError for an option that no one reads. */
  protected constructor(className: string, options: LayerOptions, optionNames: readonly string[]) {
    super(className, options, optionNames);
    this.activityRegularizer = regularizerFrom("activityRegularizer", options.activityRegularizer);
  }

  /** What the latest output and the weights cost, evaluated now. */
  get losses(): readonly Tensor[] {
    return [...this.#activityLosses(), ...this.weightLosses()];
  }

  /** Functions that update the layer's statistics; only batch normalization has some. None while it is not trainable. */
  get updates(): readonly (() => void)[] {
    return this.trainable ? this.#updates : [];
  }

  /** Losses that depend on `inputs`: that of the latest output, if it was made from one of them; for null those of the weights. */
  getLossesFor(inputs: Tensor | readonly Tensor[] | null): readonly Tensor[] {
    if (inputs === null) return this.weightLosses();
    return this.#stemsFrom(inputs) ? this.#activityLosses() : [];
  }

  /** Updates that depend on `inputs`: all, if the latest output was made from one of them; for null none. */
  getUpdatesFor(inputs: Tensor | readonly Tensor[] | null): readonly (() => void)[] {
    return inputs !== null && this.#stemsFrom(inputs) ? this.updates : [];
  }

  /**
   * The output for an input; the first call decides the scope and makes the weights.
   *
   * @throws ShapeError where the input does not fit. @throws ArgumentError where variables cannot be shared, or made.
   */
  apply(inputs: Tensor, options: CallOptions = {}): Tensor {
    const where = `layer "${this.name}"`;
    checkTensor(where, "the input", inputs);
    checkOptions(where, options, ["scope", "training"]);
    return this.inGraph(() => this.inScope(options.scope ?? null, () => this.#applyHere(inputs, options)));
  }

  /** `apply` for a layer that nobody keeps: what it has to keep is kept for its scope. @internal */
  applyOnce(inputs: Tensor, options: CallOptions): Tensor {
    this.#once = true;
    return this.apply(inputs, options);
  }

  /** The computation itself. */
  abstract call(inputs: Tensor, options: CallOptions): Tensor;

  /** The output's shape for an input's. */
  abstract computeOutputShape(inputShape: PartialShape): PartialShape;

  /** Shape and dtype of the output for those of an input. @throws ArgumentError where they are not given. */
  computeOutputSignature(input: { readonly shape: PartialShape; readonly dtype: DType }): {
    readonly shape: PartialShape;
    readonly dtype: DType;
  } {
    if (typeof input === "object" && input !== null && isDType(input.dtype)) {
      return { shape: this.computeOutputShape(input.shape), dtype: this.dtype ?? input.dtype };
    }
    const where = `layer "${this.name}"`;
    throw new ArgumentError({
      where,
      problem: "the signature is not one",
      expected: "{ shape, dtype }",
      got: input,
    });
  }

  /** Adds a function that updates the layer's statistics; after a call it stands in UPDATE_OPS. */
  addUpdate(update: () => void): void {
    this.#updates.push(update);
  }

  /** What a layer keeps of its latest call; a layer of a functional form finds there what the one before it kept. */
  protected latestValue(name: string): LatestValue {
    if (!this.#once) return new LatestValue();
    const { latest } = getDefaultGraph();
    const key = `${this.scopeName}/${name}`;
    const value = latest.get(key) ?? new LatestValue();
    latest.set(key, value);
    return value;
  }

  #applyHere(inputs: Tensor, options: CallOptions): Tensor {
    checkInputSpec(this.name, this.inputSpec, inputs.shape);
    if (!this.built) this.buildFor(inputs);
    const { output, loss } = onDeviceOf([inputs], () => tidy(() => this.#compute(inputs, options)));
    this.#lineage = noteLineage(inputs, output);
    if (loss) this.#noteActivity(loss);
    this.#noteUpdates();
    return output;
  }

  #compute(inputs: Tensor, options: CallOptions): { output: Tensor; loss: Tensor | null } {
    if (!isFloating(inputs.dtype)) {
      const problem = "the input's dtype is not supported";
      const expected = '"float32" or "float64"';
      throw new DTypeError({ where: `layer "${this.name}"`, problem, expected, got: inputs.dtype });
    }
    const computed = this.call(inputs, options);
    const output = computed === inputs ? reshape(computed, computed.shape) : computed;
    const cost = this.activityRegularizer?.(output) ?? null;
    return { output, loss: cost && div(cost, output.shape[0] ?? 1) };
  }

  #noteActivity(loss: Tensor): void {
    const { collections, functionalLosses } = getDefaultGraph();
    const name = `${this.scopeName}/ActivityRegularizer`;
    if (this.#once) {
      functionalLosses.add(collections, name, loss);
      return;
    }
    const latest = this.#activity ?? new LatestValue();
    this.#activity = latest;
    latest.set(loss);
    collections.add(GraphKeys.REGULARIZATION_LOSSES, () => latest.get(), name, latest);
  }

  #noteUpdates(): void {
    for (const [index, update] of this.updates.entries()) {
      const name = `${this.scopeName}/update_${index}`;
      getDefaultGraph().collections.add(GraphKeys.UPDATE_OPS, update, name, this.#once ? name : update);
    }
  }

  #activityLosses(): Tensor[] {
    const loss = this.#activity?.get();
    return loss ? [loss] : [];
  }

  #stemsFrom(inputs: Tensor | readonly Tensor[]): boolean {
    const lineage = this.#lineage;
    const sources = inputs instanceof Tensor ? [inputs] : inputs;
    return lineage !== null && sources.some((source) => stemsFrom(lineage, source));
  }
}
