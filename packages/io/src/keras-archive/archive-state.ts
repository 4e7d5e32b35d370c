import { ModelFormatError } from "@sepconv/backend";
import type { RandomState, Variable } from "@sepconv/core";
import type { Model, optimizers } from "@sepconv/layers";
import type { WeightsFile } from "../hdf5/weights-file.js";
import { saveables } from "./saveables.js";

/** A value for a variable, read and found to fit. */
export interface Assignment {
  readonly variable: Variable;
  readonly elements: ReturnType<WeightsFile["elements"]>;
}

/** Where the arrays of the optimizer are. */
export const optimizerPath = "optimizer/vars";

/** The values of a model's weights. @throws ModelFormatError where one does not fit, or there are others. */
export function weightsIn(where: string, file: WeightsFile, model: Model): readonly Assignment[] {
  return saveables(model).flatMap(({ path, layer, variables }) => {
    const found = valuesIn(file, `${path}vars`, variables);
    checkSurplus(`${where}: layer "${layer.name}"`, "the layer", file, `${path}vars`, variables);
    return found;
  });
}

/**
 * The values of an optimizer's variables. One that has not made a step yet is written without slots; else the optimizer is
 * built for the model's weights first.
 *
 * @throws ModelFormatError where one does not fit, or there are others.
 */
export function optimizerStateIn(
  where: string,
  file: WeightsFile,
  optimizer: optimizers.Optimizer,
  model: Model,
): readonly Assignment[] {
  if (file.names(optimizerPath).length !== optimizer.variables.length) optimizer.build(model.trainableWeights);
  const found = valuesIn(file, optimizerPath, optimizer.variables);
  checkSurplus(`${where}: optimizer "${optimizer.name}"`, "the optimizer", file, optimizerPath, optimizer.variables);
  return found;
}

/** Where the model's random streams stand. @throws ModelFormatError where there are other ones. */
export function checkRandom(where: string, model: Model, states: readonly RandomState[]): void {
  if (states.length === model.randomSources.length) return;
  throw new ModelFormatError({
    where,
    problem: "the file has the states of other random streams than the model's",
    expected: `${model.randomSources.length}`,
    got: states.length,
  });
}

export function assignAll(assignments: readonly Assignment[]): void {
  for (const { variable, elements } of assignments) variable.assign(elements);
}

/** Random streams go on from their states. */
export function assignRandom(model: Model, states: readonly RandomState[]): void {
  for (const [index, source] of model.randomSources.entries()) source.state = states[index] ?? source.state;
}

function valuesIn(file: WeightsFile, path: string, variables: readonly Variable[]): readonly Assignment[] {
  return variables.map((variable, index) => ({
    variable,
    elements: file.elements(`${path}/${index}`, variable.shape, variable.dtype),
  }));
}

function checkSurplus(
  where: string,
  whose: string,
  file: WeightsFile,
  path: string,
  variables: readonly Variable[],
): void {
  const surplus = file.names(path).find((name) => Number(name) >= variables.length);
  if (surplus === undefined) return;
  throw new ModelFormatError({
    where,
    problem: `the file has more weights than ${whose}`,
    expected: `${variables.length} weights`,
    got: `${path}/${surplus}`,
  });
}
