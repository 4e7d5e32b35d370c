import { Layer } from "./layer.js";
import type { PartialShape } from "./partial-shape.js";

/** A layer whose output has its input's shape, and its mask. */
export abstract class SameShapeLayer extends Layer {
  override supportsMasking = true;

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }
}
