import { ArgumentError, ShapeError } from "@sepconv/backend";
import { checkTensor, logicalOr, type Tensor } from "@sepconv/core";
import { type CallOptions, settledCallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import { isSymbolicTensor } from "../is-symbolic.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { SymbolicInput, SymbolicOptions, SymbolicTensor } from "../models/functional/symbolic-tensor.js";
import { checkPartialShape, isPartialShape, type PartialShape } from "../partial-shape.js";

/** What the call of a layer of several inputs takes besides them. */
export interface MergeCallOptions extends Omit<CallOptions, "mask"> {
  /** The inputs' masks, one for each; null for none. */
  readonly mask?: Masks | Tensor | null;
}

/** One mask for each input, null where it has none. */
export type Masks = readonly (Tensor | null)[];

/**
 * A layer of several inputs, the base of those that merge them. It is applied to a list, `apply([a, b])`, is built for a
 * list of shapes and takes a list of masks; where all inputs have one, a step counts that counts in one of them.
 *
 * A layer of one's own says how it computes (`merge`) and which shape comes out (`mergedShape`).
 *
 * @see https://keras.io/api/layers/merging_layers/
 * @example
 * import { add, mul, type Tensor, tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 *
 * class Mix extends layers.MergeLayer {
 *   constructor(options: layers.LayerOptions = {}) {
 *     super("Mix", options);
 *   }
 *   protected override merge([a, b]: readonly Tensor[]) {
 *     return a && b ? add(mul(a, 0.75), mul(b, 0.25)) : (a ?? tensor([]));
 *   }
 *   protected override mergedShape([first = []]: readonly layers.PartialShape[]) {
 *     return first;
 *   }
 * }
 * new Mix().apply([tensor([4]), tensor([8])]).dataSync(); // [5]
 */
export abstract class MergeLayer extends Layer {
  override supportsMasking = true;
  #shapes: readonly PartialShape[] | null = null;

  protected constructor(className: string, options: LayerOptions, optionNames: readonly string[] = []) {
    super(className, options, optionNames);
  }

  override get built(): boolean {
    return this.#shapes !== null;
  }

  /** The inputs' shapes for which the layer was built; null before. */
  get inputShapes(): readonly PartialShape[] | null {
    return this.#shapes;
  }

  /** Creates the weights for inputs of some shapes. @throws ShapeError where they do not fit. */
  override build(inputShapes: PartialShape | readonly PartialShape[]): void {
    if (this.built) return;
    const shapes = this.#shapesIn(inputShapes);
    this.checkInputs(shapes);
    const before = this.adopt();
    try {
      this.createMergeWeights(shapes);
    } catch (error) {
      this.dropWeights(before);
      throw error;
    }
    this.#shapes = shapes.map((shape) => [...shape]);
  }

  /**
   * The layer's output for a list of inputs; builds the layer first if need be.
   *
   * @throws ArgumentError where there is no list of tensors. @throws ShapeError where the inputs do not fit.
   */
  override apply(inputs: Tensor | readonly Tensor[], options?: MergeCallOptions): Tensor;
  override apply(inputs: SymbolicInput, options?: SymbolicOptions): SymbolicTensor;
  override apply(
    inputs: Tensor | readonly Tensor[] | SymbolicInput,
    options: MergeCallOptions | SymbolicOptions = {},
  ): Tensor | SymbolicTensor {
    const [first] = isList(inputs) ? inputs : [inputs];
    if (isSymbolicTensor(first)) return first.applyLayer(this, inputs as SymbolicInput, options as SymbolicOptions);
    return this.#applyTensors(inputs as Tensor | readonly Tensor[], options as MergeCallOptions);
  }

  override call(inputs: Tensor | readonly Tensor[], { mask = null, ...options }: MergeCallOptions): Tensor {
    const list = this.#listOf(inputs);
    return this.merge(list, this.#masksOf(mask, list.length), options);
  }

  override computeMask(inputs: Tensor | readonly Tensor[], mask: Masks | Tensor | null): Tensor | null {
    const list = this.#listOf(inputs);
    const masks = this.#masksOf(mask, list.length);
    return masks === null ? null : this.mergedMask(list, masks);
  }

  override computeOutputShape(inputShapes: PartialShape | readonly PartialShape[]): PartialShape {
    const shapes = this.#shapesIn(inputShapes);
    this.checkInputs(shapes);
    return this.mergedShape(shapes);
  }

  override getBuildConfig(): Config | null {
    return this.#shapes && { input_shape: this.#shapes };
  }

  /** The computation itself, on inputs that fit. */
  protected abstract merge(inputs: readonly Tensor[], masks: Masks | null, options: Omit<CallOptions, "mask">): Tensor;

  /** The output's shape for those of inputs that fit. */
  protected abstract mergedShape(inputShapes: readonly PartialShape[]): PartialShape;

  /** The output's mask, when one input at least has one. */
  protected mergedMask(_inputs: readonly Tensor[], masks: Masks): Tensor | null {
    const given = masks.flatMap((mask) => mask ?? []);
    return given.length < masks.length ? null : given.reduce((either, mask) => logicalOr(either, mask));
  }

  /** Refuses inputs that do not fit; by default those without a merged shape. */
  protected checkInputs(inputShapes: readonly PartialShape[]): void {
    this.mergedShape(inputShapes);
  }

  /** Adds the weights; a layer without weights has nothing to do. */
  protected createMergeWeights(_inputShapes: readonly PartialShape[]): void {}

  #applyTensors(inputs: Tensor | readonly Tensor[], options: MergeCallOptions): Tensor {
    const list = this.#listOf(inputs);
    const { mask = null, ...others } = options;
    const settled = settledCallOptions(this.where, others, true);
    const masks = this.#masksOf(mask, list.length);
    for (const input of list) this.checkDType(input.dtype);
    const shapes = list.map(({ shape }) => shape);
    if (this.built) this.checkInputs(shapes);
    else this.build(shapes);
    return this.computed(list, (cast) => this.call(cast, { ...settled, mask: masks }));
  }

  #listOf(inputs: Tensor | readonly Tensor[]): readonly Tensor[] {
    if (!isList(inputs) || inputs.length === 0) return this.#refuse("a list of tensors", inputs);
    inputs.forEach((input, index) => {
      checkTensor(this.where, `input ${index}`, input);
    });
    return inputs;
  }

  #shapesIn(shapes: PartialShape | readonly PartialShape[]): readonly PartialShape[] {
    if (!isShapeList(shapes)) return this.#refuse("a list of shapes", shapes);
    for (const shape of shapes) checkPartialShape(this.where, shape);
    const [batch, ...others] = new Set(shapes.flatMap(([first = null]) => first ?? []));
    if (batch === undefined || others.length === 0) return shapes;
    throw new ShapeError({
      where: this.where,
      problem: "the inputs have different batches",
      expected: `batches of ${batch}`,
      got: shapes,
    });
  }

  #masksOf(mask: Masks | Tensor | null, count: number): Masks | null {
    if (mask === null) return null;
    if (!isList(mask) || mask.length !== count) return this.#refuse(`a list of ${count} masks`, mask);
    for (const each of mask) if (each !== null) checkTensor(this.where, "a mask", each);
    return mask.every((each) => each === null) ? null : mask;
  }

  #refuse(expected: string, got: unknown): never {
    throw new ArgumentError({ where: this.where, problem: "the layer takes several inputs", expected, got });
  }
}

/** Whether a value is a list of shapes, as a layer of several inputs is built for. */
export function isShapeList(value: unknown): value is readonly PartialShape[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPartialShape);
}

function isList<Item>(value: unknown | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}
