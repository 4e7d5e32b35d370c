import {
  ArgumentError,
  type DType,
  elementCount,
  type Shape,
  ShapeError,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { adoptedTensor, Tensor, type TensorData, tensor } from "@sepconv/core";
import { asDType } from "../models/as-dtype.js";

/** A batch on the host: tensors for each input and output, and the weights of samples. */
export interface Batch {
  readonly inputs: readonly Tensor[];
  /** One for each output, null where it has none. */
  readonly targets: readonly (Tensor | null)[];
  /** One for each output, null where all samples count alike. */
  readonly weights: readonly (Tensor | null)[];
  readonly samples: number;
}

/** Elements with a shape whose first axis counts samples. */
interface Column {
  readonly elements: TypedArray;
  readonly shape: Shape;
  readonly dtype: Tensor["dtype"];
}

/** All samples, in columns: of inputs, targets and weights. */
export class SampleTable {
  readonly samples: number;
  readonly #inputs: readonly Column[];
  readonly #targets: readonly (Column | null)[];
  readonly #weights: readonly (Column | null)[];

  private constructor(
    inputs: readonly Column[],
    targets: readonly (Column | null)[],
    weights: readonly (Column | null)[],
  ) {
    this.samples = inputs[0]?.shape[0] ?? 0;
    this.#inputs = inputs;
    this.#targets = targets;
    this.#weights = weights;
  }

  /**
   * @param dtype what inputs are converted to.
   * @throws ShapeError where the numbers of samples differ.
   */
  static async of(
    where: string,
    dtype: DType,
    inputs: readonly (Tensor | TensorData)[],
    targets: readonly (Tensor | TensorData | null)[],
    weights: readonly (Tensor | TensorData | null)[],
  ): Promise<SampleTable> {
    const columns = async (list: readonly (Tensor | TensorData | null)[]): Promise<(Column | null)[]> =>
      await Promise.all(list.map(async (data) => (data === null ? null : await columnOf(where, data))));
    const xs = await Promise.all(
      inputs.map(async (data) => {
        const { elements, shape } = await columnOf(where, data);
        return { elements: asDType(elements, dtype), shape, dtype };
      }),
    );
    const [ys, ws] = [await columns(targets), await columns(weights)];
    const table = new SampleTable(xs, ys, ws);
    for (const each of [...xs, ...ys, ...ws]) {
      if (each === null || each.shape[0] === table.samples) continue;
      const problem = "inputs, targets and weights have different numbers of samples";
      throw new ShapeError({ where, problem, expected: `${table.samples} samples`, got: each.shape });
    }
    return table;
  }

  /** @throws ArgumentError where a weight is no number. */
  checkWeights(where: string): void {
    const bad = this.#weights.flatMap((column) => column?.elements.find((weight) => !Number.isFinite(weight)) ?? []);
    if (bad.length === 0) return;
    throw new ArgumentError({ where, problem: "a sample's weight is not finite", expected: "numbers", got: bad[0] });
  }

  /** Both parts of a table, cut before a sample. */
  splitAt(sample: number): readonly [SampleTable, SampleTable] {
    const part = (from: number, to: number): SampleTable => {
      const cut = (column: Column): Column => gathered(column, range(from, to));
      return new SampleTable(
        this.#inputs.map(cut),
        this.#targets.map((column) => column && cut(column)),
        this.#weights.map((column) => column && cut(column)),
      );
    };
    return [part(0, sample), part(sample, this.samples)];
  }

  /** The table with each sample's weight multiplied by that of its class, for the one output. @throws ArgumentError */
  weighedByClass(where: string, classWeight: Readonly<Record<number, number>>): SampleTable {
    const [target, ...others] = this.#targets;
    if (!target || others.length > 0) {
      throw new ArgumentError({ where, problem: "classWeight is for models with one output" });
    }
    const perSample = elementCount(target.shape.slice(1));
    checkClassWeight(where, classWeight, perSample === 1 ? null : perSample);
    const given = this.#weights[0];
    const elements = Float32Array.from({ length: this.samples }, (_, sample) => {
      const row = target.elements.subarray(sample * perSample, (sample + 1) * perSample);
      const label = perSample === 1 ? (row[0] ?? 0) : row.indexOf(Math.max(...row));
      return (classWeight[label] ?? 1) * (given ? (given.elements[sample] ?? 1) : 1);
    });
    return new SampleTable(this.#inputs, this.#targets, [{ elements, shape: [this.samples], dtype: "float32" }]);
  }

  /** The samples at these places, as tensors on the host; whoever asks disposes them. */
  batch(places: Uint32Array): Batch {
    const pick = (column: Column): Tensor => {
      const { elements, shape, dtype } = gathered(column, places);
      return adoptedTensor(elements, shape, dtype);
    };
    return {
      inputs: this.#inputs.map(pick),
      targets: this.#targets.map((column) => column && pick(column)),
      weights: this.#weights.map((column) => column && pick(column)),
      samples: places.length,
    };
  }
}

/** @param classes how many there are; null where the labels are numbers. @throws ArgumentError */
function checkClassWeight(where: string, classWeight: unknown, classes: number | null): void {
  const problem = "classWeight is not valid";
  const isRecord = typeof classWeight === "object" && classWeight !== null && !(classWeight instanceof Map);
  if (!isRecord) {
    throw new ArgumentError({ where, problem, expected: "weights by the numbers of classes", got: classWeight });
  }
  for (const [name, weight] of Object.entries(classWeight)) {
    if (!/^(0|[1-9]\d*)$/.test(name) || (classes !== null && Number(name) >= classes)) {
      const expected = classes === null ? "whole numbers as classes" : `classes from 0 to ${classes - 1}`;
      throw new ArgumentError({ where, problem, expected, got: name });
    }
    if (typeof weight === "number" && Number.isFinite(weight) && weight >= 0) continue;
    throw new ArgumentError({ where, problem, expected: `a number from 0 up for class ${name}`, got: weight });
  }
}

/** The numbers from one up to another. */
export function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

export function disposeBatch({ inputs, targets, weights }: Batch): void {
  for (const each of [...inputs, ...targets, ...weights]) each?.dispose();
}

async function columnOf(where: string, data: Tensor | TensorData): Promise<Column> {
  const given = data instanceof Tensor ? data : tensor(data);
  const { shape, dtype } = given;
  const elements = await given.peek();
  if (given !== data) given.dispose();
  if (shape.length > 0) return { elements, shape, dtype };
  throw new ShapeError({ where, problem: "there is a scalar", expected: "samples along the first axis", got: shape });
}

function gathered({ elements, shape, dtype }: Column, places: Uint32Array): Column {
  const perSample = elementCount(shape.slice(1));
  const rows = typedArray(dtype, places.length * perSample);
  places.forEach((place, index) => {
    rows.set(elements.subarray(place * perSample, (place + 1) * perSample), index * perSample);
  });
  return { elements: rows, shape: [places.length, ...shape.slice(1)], dtype };
}
