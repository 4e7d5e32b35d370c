import type { Layer, Model, PartialShape } from "@sepconv/layers";

/** A row of the table of layers. */
export interface LayerFacts {
  readonly name: string;
  readonly className: string;
  readonly outputShape: PartialShape | null;
  readonly parameters: number;
}

/** What the page tells of a model. */
export interface ModelFacts {
  readonly name: string;
  readonly inputShape: PartialShape | null;
  readonly outputShape: PartialShape | null;
  readonly layers: readonly LayerFacts[];
  readonly parameters: number;
}

/** Reads a model's shapes and sizes. Shapes are null where the file does not tell the input's. */
export function modelFacts(model: Model): ModelFacts {
  const inputShape = model.inputShape;
  let shape = inputShape;
  const layers = model.layers.map((layer) => {
    shape = shape && layer.computeOutputShape(shape);
    return { name: layer.name, className: layer.className, outputShape: shape, parameters: parametersOf(layer) };
  });
  return { name: model.name, inputShape, outputShape: shape, layers, parameters: parametersOf(model) };
}

function parametersOf({ weights }: Layer): number {
  return weights.reduce((total, weight) => total + weight.size, 0);
}

/** Whether inputs of a shape fit a model's, open extents taking anything; batch aside. */
export function fits(inputShape: PartialShape | null, shape: readonly number[]): boolean {
  return (
    inputShape !== null &&
    inputShape.length === shape.length &&
    shape.every((extent, axis) => axis === 0 || inputShape[axis] === null || inputShape[axis] === extent)
  );
}
