import { ArgumentError, elementCount, type Shape, ShapeError } from "@sepconv/backend";
import { reshapeTo, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `Reshape`, in camelCase. */
export interface ReshapeOptions extends LayerOptions {
  /** The shape of a sample; one extent may be -1, and follows from the others. */
  readonly targetShape: Shape;
}

/**
 * The same elements of each sample under another shape: `[batch, …]` → `[batch, ...targetShape]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError where a sample has another
 *   number of elements.
 * @example
 * import * as layers from "@sepconv/layers";
 * new layers.Reshape({ targetShape: [-1, 4] }).computeOutputShape([null, 8, 2]); // [null, 4, 4]
 * @see https://keras.io/api/layers/reshaping_layers/reshape/
 */
export class Reshape extends Layer {
  readonly targetShape: Shape;

  constructor(options: ReshapeOptions) {
    super("Reshape", options, ["targetShape"]);
    const shape: unknown = options.targetShape;
    this.inputSpec = { minNdim: 1 };
    const isExtent = (extent: unknown): boolean => Number.isSafeInteger(extent) && Number(extent) >= -1;
    if (Array.isArray(shape) && shape.every(isExtent) && shape.filter((extent) => extent === -1).length <= 1) {
      this.targetShape = shape;
      return;
    }
    throw new ArgumentError({
      where: this.where,
      problem: "targetShape is not valid",
      expected: "a list of whole numbers, at most one of them -1",
      got: shape,
    });
  }

  override call(x: Tensor): Tensor {
    return reshapeTo(
      x,
      this.outputShapeOf(x.shape).map((extent) => extent ?? 0),
    );
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    const [batch = null, ...others] = inputShape;
    const { targetShape: target } = this;
    const extents = others.flatMap((extent) => extent ?? []);
    if (extents.length < others.length) return [batch, ...target.map((extent) => (extent === -1 ? null : extent))];
    const rest = elementCount(extents) / elementCount(target.filter((extent) => extent !== -1));
    const shape = target.map((extent) => (extent === -1 ? rest : extent));
    if (shape.every(Number.isInteger) && elementCount(shape) === elementCount(extents)) return [batch, ...shape];
    throw new ShapeError({
      where: this.where,
      problem: "the input has another number of elements than targetShape",
      expected: `samples that become [${target.join(", ")}]`,
      got: inputShape,
    });
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), target_shape: this.targetShape };
  }
}
