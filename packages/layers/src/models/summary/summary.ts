import { ArgumentError, bytesPerElement } from "@sepconv/backend";
import { boolean, checkFunction, checkOptions, type Variable, wholeNumber } from "@sepconv/core";
import type { Layer } from "../../layer.js";
import type { PartialShape } from "../../partial-shape.js";
import type { Model } from "../model.js";
import { standardOutput } from "../terminal.js";
import { type TextColumn, textTable } from "./text-table.js";

/** The arguments of Keras' `summary`, in camelCase. */
export interface SummaryOptions {
  /** Gets each line. Default: the console. */
  readonly print?: (line: string) => unknown;
  /** Characters of a line. Default: 88, with "Connected to" 108, with "Trainable" 12 more; no more than fit the terminal. */
  readonly lineLength?: number;
  /** Where the columns end, as parts of a line. Default: as Keras has it. */
  readonly positions?: readonly number[];
  /** Whether the layers of models inside are shown. Default: false. */
  readonly expandNested?: boolean;
  /** Whether a column says which layers are trainable. Default: false. */
  readonly showTrainable?: boolean;
  /** The first and the last layer to show: names, or patterns that names begin with. Default: all. */
  readonly layerRange?: readonly [first: string, last: string];
}

const optionNames = ["print", "lineLength", "positions", "expandNested", "showTrainable", "layerRange"];

/** The lines of Keras' table of a model. See `Model.summary`. */
export function summaryLines(where: string, model: Model, options: SummaryOptions): readonly string[] {
  checkOptions(where, options, optionNames);
  const connections = model.connections;
  const trainables = boolean(where, "showTrainable", options.showTrainable ?? false);
  const nested = boolean(where, "expandNested", options.expandNested ?? false);
  const columns = columnsOf(where, options, connections !== null, trainables);
  const cellsOf = (layer: Layer, depth: number): string[] => [
    `${depth > 0 ? `${"   ".repeat(depth)}└ ` : ""}${layer.name} (${layer.className})`,
    shapeOf(layer),
    layer.built ? layer.countParams().toLocaleString("en-US") : "0 (unbuilt)",
    ...(connections ? [connections.get(layer) ?? "-"] : []),
    ...(trainables ? [layer.weights.length === 0 ? "-" : layer.trainable ? "Y" : "N"] : []),
  ];
  const rowsOf = (layer: Layer, depth: number): string[][] => [
    cellsOf(layer, depth),
    ...(nested && isModel(layer) ? layer.layers.flatMap((inner) => rowsOf(inner, depth + 1)) : []),
  ];
  const rows = layersIn(where, model, options.layerRange).flatMap((layer) => rowsOf(layer, 0));
  return [`Model: "${model.name}"`, ...textTable(columns, rows), ...totals(model)];
}

/** Prints Keras' table of a model. */
export function printSummary(where: string, model: Model, options: SummaryOptions): void {
  const { print = toConsole } = options;
  checkFunction(where, print);
  for (const line of summaryLines(where, model, options)) print(line);
}

function toConsole(line: string): void {
  const output: { readonly log?: (text: string) => void } | undefined = Reflect.get(globalThis, "console");
  output?.log?.(line);
}

/** The columns, with the widths that Keras' table gets: borders and padding are taken from all alike. */
function columnsOf(
  where: string,
  { lineLength, positions, print }: SummaryOptions,
  connected: boolean,
  trainables: boolean,
): readonly TextColumn[] {
  const titles = ["Layer (type)", "Output Shape", "Param #", ...(connected ? ["Connected to"] : [])];
  const parts = positions ?? (connected ? [0.3, 0.56, 0.74, 1] : [0.45, 0.8, 1]);
  const ends = trainables ? [...parts.map((part) => part * 0.9), 1] : parts;
  const room = print ? undefined : standardOutput()?.columns;
  const usual = Math.min((connected ? 108 : 88) + (trainables ? 12 : 0), room ? room - 4 : Number.POSITIVE_INFINITY);
  const length = wholeNumber(where, "lineLength", lineLength ?? usual);
  const all = trainables ? [...titles, "Trainable"] : titles;
  let start = 0;
  return all.map((title, index) => {
    const end = Math.trunc((ends[index] ?? 1) * length);
    const width = end - start - (index === all.length - 2 ? 4 : 3);
    start = end;
    const align = title === "Param #" ? "right" : title === "Trainable" ? "center" : "left";
    if (width >= 1) return { title, align, width };
    throw new ArgumentError({
      where,
      problem: `a line is too short for the column "${title}"`,
      expected: "a larger lineLength",
      got: length,
    });
  });
}

/** `(None, 98, 8)` as Keras writes it, or "?" where it is not known. */
function shapeOf(layer: Layer): string {
  const shape = knownShape(layer);
  const show = (extents: PartialShape): string => `(${extents.map((extent) => extent ?? "None").join(", ")})`;
  if (shape === null) return "?";
  return isList(shape) ? `[${shape.map(show).join(", ")}]` : show(shape);
}

/** A layer of one's own need not say its output's shape. */
function knownShape(layer: Layer): PartialShape | readonly PartialShape[] | null {
  try {
    if (isModel(layer)) return layer.outputShape;
    const built: unknown = "inputShapes" in layer ? layer.inputShapes : layer.buildShape;
    return built === null ? null : layer.computeOutputShape(built as PartialShape);
  } catch {
    return null;
  }
}

function isList(shape: PartialShape | readonly PartialShape[]): shape is readonly PartialShape[] {
  return Array.isArray(shape[0]);
}

function isModel(layer: Layer): layer is Model {
  return "connections" in layer;
}

function layersIn(where: string, { layers }: Model, range: SummaryOptions["layerRange"]): readonly Layer[] {
  if (range === undefined) return layers;
  const [first, last] = Array.isArray(range) ? range.map((name) => places(layers, name)) : [];
  if (!first?.length || !last?.length) {
    const expected = "two names of layers, the first and the last";
    throw new ArgumentError({ where, problem: "layerRange is not valid", expected, got: range });
  }
  const [low, high] = [Math.min(...first), Math.max(...last)];
  return low > high ? layers.slice(Math.min(...last), Math.max(...first) + 1) : layers.slice(low, high + 1);
}

/** Where the layers stand that a name or pattern stands for. */
function places(layers: readonly Layer[], name: unknown): readonly number[] {
  if (typeof name !== "string") return [];
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^(?:${name})`);
  } catch {
    return [];
  }
  return layers.flatMap((layer, index) => (pattern.test(layer.name) ? [index] : []));
}

function totals(model: Model): readonly string[] {
  const { optimizer, trainableWeights, nonTrainableWeights } = model;
  const state = optimizer?.built ? optimizer.variables : [];
  const line = (what: string, variables: readonly Variable[]): string => {
    const count = variables.reduce((total, { size }) => total + size, 0);
    const bytes = variables.reduce((total, { size, dtype }) => total + size * bytesPerElement[dtype], 0);
    return ` ${what} params: ${count.toLocaleString("en-US")} (${readable(bytes)})`;
  };
  return [
    line("Total", [...trainableWeights, ...nonTrainableWeights, ...state]),
    line("Trainable", trainableWeights),
    line("Non-trainable", nonTrainableWeights),
    ...(state.length > 0 ? [line("Optimizer", state)] : []),
  ];
}

function readable(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** unit).toFixed(2)} ${units[unit]}`;
}
