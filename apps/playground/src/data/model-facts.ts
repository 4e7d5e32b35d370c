import type { Functional, Layer, Model, ModelShape, PartialShape } from "@sepconv/layers";

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

/** Reads a model's shapes and sizes. Shapes are null where the file does not tell the input's, and of several inputs. */
export function modelFacts(model: Model): ModelFacts {
  const inputShape = single(model.inputShape);
  const shapes = isFunctional(model) ? shapesInGraph(model) : shapesInChain(model, inputShape);
  const layers = model.layers.map((layer) => {
    const outputShape = shapes.get(layer) ?? null;
    return { name: layer.name, className: layer.className, outputShape, parameters: parametersOf(layer) };
  });
  return {
    name: model.name,
    inputShape,
    outputShape: single(model.outputShape),
    layers,
    parameters: parametersOf(model),
  };
}

/** Each layer's output, one layer after the other. */
function shapesInChain(model: Model, inputShape: PartialShape | null): ReadonlyMap<Layer, PartialShape> {
  const shapes = new Map<Layer, PartialShape>();
  let shape = inputShape;
  for (const layer of model.layers) {
    shape = shape && layer.computeOutputShape(shape);
    if (shape) shapes.set(layer, shape);
  }
  return shapes;
}

/** By its name: the class would bring all layers into the first load of the page. */
function isFunctional(model: Model): model is Functional {
  return model.className === "Functional";
}

/** The output of each layer's first call. */
function shapesInGraph(model: Functional): ReadonlyMap<Layer, PartialShape> {
  const shapes = new Map<Layer, PartialShape>();
  for (const { layer, outputs } of model.graph.nodes) {
    if (outputs[0] && !shapes.has(layer)) shapes.set(layer, outputs[0].shape);
  }
  return shapes;
}

function single(shape: ModelShape | null): PartialShape | null {
  return shape?.some((extent) => Array.isArray(extent)) ? null : (shape as PartialShape | null);
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
