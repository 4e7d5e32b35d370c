import type { Padding } from "@sepconv/backend";
import {
  type Activation,
  type Extent,
  type Network,
  type Normalization,
  type Step,
  windowGeometry,
} from "./network.js";
import { RandomNumbers } from "./random-numbers.js";

export interface SeparableOptions {
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly multiplier?: number;
  readonly padding?: Padding;
  readonly activation?: Activation;
  readonly normalized?: boolean;
}

export interface DenseOptions {
  readonly units: number;
  readonly activation?: Activation;
  readonly normalized?: boolean;
}

/**
 * Puts a network together step by step. Weights are even between bounds that keep values near 1 through many layers:
 * `±√(3/K)` for depthwise filters, `±√(6/C)` before a relu and `±√(3/C)` before anything else.
 */
export class NetworkBuilder {
  readonly #name: string;
  readonly #batch: number;
  readonly #input: Extent;
  readonly #steps: Step[] = [];
  readonly #numbers: RandomNumbers;

  constructor(name: string, batch: number, steps: number, channels: number) {
    this.#name = name;
    this.#batch = batch;
    this.#input = { steps, channels };
    this.#numbers = new RandomNumbers(name);
  }

  /** The latest value, to come back to. */
  get latest(): number {
    return this.#steps.length;
  }

  /** @param from the value that is read, the latest one unless told otherwise. */
  separable(options: SeparableOptions, from: number = this.latest): this {
    const { filters, kernelSize, stride = 1, dilation = 1, multiplier = 1, padding = "same" } = options;
    const { activation = "relu", normalized = false } = options;
    const input = this.#extentOf(from);
    const window = { kernelSize, stride, dilation, padding };
    const { outputSteps } = windowGeometry(input.steps ?? 0, window);
    const terms = input.channels * multiplier;
    return this.#push({
      kind: "separable",
      from,
      input,
      output: { steps: outputSteps, channels: filters },
      window,
      multiplier,
      depthwise: this.#evenly(Math.sqrt(3 / kernelSize), kernelSize * terms),
      pointwise: this.#weights(terms, filters, activation),
      ...this.#affine(filters, normalized),
      activation,
    });
  }

  /** @param from the value that is read, the latest one unless told otherwise. */
  dense({ units, activation = "linear", normalized = false }: DenseOptions, from: number = this.latest): this {
    const input = this.#extentOf(from);
    return this.#push({
      kind: "dense",
      from,
      input,
      output: { steps: input.steps, channels: units },
      kernel: this.#weights(input.channels, units, activation),
      ...this.#affine(units, normalized),
      activation,
    });
  }

  /** Adds two values. */
  add(from: number, other: number, activation: Activation = "linear"): this {
    const input = this.#extentOf(from);
    return this.#push({ kind: "add", from, other, input, output: input, activation });
  }

  maxPool(size: number): this {
    const input = this.#extentOf(this.latest);
    const steps = Math.floor((input.steps ?? 0) / size);
    return this.#push({ kind: "maxPool", from: this.latest, input, output: { ...input, steps }, size });
  }

  average(): this {
    const input = this.#extentOf(this.latest);
    return this.#push({ kind: "average", from: this.latest, input, output: { ...input, steps: null } });
  }

  flatten(): this {
    const input = this.#extentOf(this.latest);
    const output = { steps: null, channels: (input.steps ?? 1) * input.channels };
    return this.#push({ kind: "flatten", from: this.latest, input, output });
  }

  build(kind: Network["kind"]): Network {
    return { name: this.#name, kind, batch: this.#batch, input: this.#input, steps: this.#steps };
  }

  #push(step: Step): this {
    this.#steps.push(step);
    return this;
  }

  #extentOf(value: number): Extent {
    return value === 0 ? this.#input : (this.#steps[value - 1]?.output ?? this.#input);
  }

  #weights(rows: number, columns: number, activation: Activation): Float32Array {
    return this.#evenly(Math.sqrt((activation === "relu" ? 6 : 3) / rows), rows * columns);
  }

  #affine(
    channels: number,
    normalized: boolean,
  ): { readonly bias: Float32Array | null; readonly normalization: Normalization | null } {
    if (!normalized) return { bias: this.#evenly(0.1, channels), normalization: null };
    const normalization = {
      gamma: this.#numbers.between(0.8, 1.2, channels),
      beta: this.#evenly(0.1, channels),
      mean: this.#evenly(0.1, channels),
      variance: this.#numbers.between(0.8, 1.2, channels),
      epsilon: 0.001,
    };
    return { bias: null, normalization };
  }

  #evenly(bound: number, count: number): Float32Array {
    return this.#numbers.between(-bound, bound, count);
  }
}
