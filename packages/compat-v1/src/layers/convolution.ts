import { ArgumentError, DTypeError, ShapeError } from "@sepconv/backend";
import { type Tensor, transpose, type Variable, warn } from "@sepconv/core";
import {
  activations,
  type Config,
  type constraints,
  type initializers,
  type PartialShape,
  type regularizers,
} from "@sepconv/layers";
import {
  type DataFormat,
  dataFormatConfig,
  dataFormatFrom,
  filtersFrom,
  paddingFrom,
} from "../arguments/convolution-arguments.js";
import { type OneTuple, oneTuple, wholeOf } from "../arguments/one-tuple.js";
import { constraintFrom, initializerFrom, kernelAndBiasConfig, regularizerFrom } from "../parts.js";
import { type ConvolutionOptions, convolutionOptionNames } from "./convolution-options.js";
import { Layer } from "./layer.js";

/** What TensorFlow's convolutions have in common: arguments, checks, shapes and the layout of data. */
export abstract class Convolution extends Layer {
  readonly filters: number | null;
  readonly kernelSize: OneTuple;
  readonly strides: OneTuple;
  readonly padding: string | readonly unknown[];
  readonly dataFormat: DataFormat;
  readonly dilationRate: OneTuple;
  readonly groups: number;
  readonly activation: activations.Activation;
  readonly useBias: boolean;
  readonly biasInitializer: initializers.Initializer | null;
  readonly biasRegularizer: regularizers.Regularizer | null;
  readonly biasConstraint: constraints.Constraint | null;
  readonly kernelInitializer: initializers.Initializer | null;
  readonly kernelRegularizer: regularizers.Regularizer | null;
  readonly kernelConstraint: constraints.Constraint | null;

  protected constructor(
    className: string,
    options: ConvolutionOptions,
    optionNames: readonly string[],
    kernelInitializer: initializers.InitializerLike | null,
  ) {
    required(className, options, "filters");
    required(className, options, "kernelSize");
    // In TensorFlow's order: functions first, then unknown arguments, then numbers.
    const activation = activations.get(options.activation ?? null, { dialect: "keras2" });
    const biasInitializer = initializerFrom("biasInitializer", orZeros(options.biasInitializer));
    const biasRegularizer = regularizerFrom("biasRegularizer", options.biasRegularizer);
    const biasConstraint = constraintFrom("biasConstraint", options.biasConstraint);
    super(className, options, [...convolutionOptionNames, ...optionNames]);
    this.activation = activation;
    this.biasInitializer = biasInitializer;
    this.biasRegularizer = biasRegularizer;
    this.biasConstraint = biasConstraint;
    const own = options.kernelInitializer;
    this.kernelInitializer = initializerFrom("kernelInitializer", own === undefined ? kernelInitializer : own);
    this.kernelRegularizer = regularizerFrom("kernelRegularizer", options.kernelRegularizer);
    this.kernelConstraint = constraintFrom("kernelConstraint", options.kernelConstraint);
    this.filters = filtersFrom(className, options.filters);
    this.groups = groupsFrom(className, options.groups, this.filters);
    this.kernelSize = oneTuple(className, "kernelSize", options.kernelSize, 1);
    this.strides = oneTuple(className, "strides", options.strides === undefined ? 1 : options.strides, 0);
    this.padding = paddingFrom(className, options.padding === undefined ? "valid" : options.padding);
    this.dataFormat = dataFormatFrom(className, options.dataFormat);
    this.dilationRate = oneTuple(
      className,
      "dilationRate",
      options.dilationRate === undefined ? 1 : options.dilationRate,
      1,
    );
    this.useBias = options.useBias === undefined ? true : Boolean(options.useBias);
    checkStrides(className, this.strides, this.dilationRate);
    this.inputSpec = { minNdim: 3 };
  }

  override computeOutputShape(inputShape: PartialShape): PartialShape {
    if (!Array.isArray(inputShape)) {
      const problem = "the input shape is not one";
      throw new ArgumentError({
        where: `layer "${this.name}"`,
        problem,
        expected: "extents, null where unknown",
        got: inputShape,
      });
    }
    const batchRank = inputShape.length - 2;
    const batch = inputShape.slice(0, Math.max(0, batchRank));
    const last = this.dataFormat === "channelsLast";
    // Python's slices: of a shape with fewer than two extents none is a length, or the last one is.
    const lengths = last ? inputShape.slice(Math.max(0, batchRank), -1) : inputShape.slice(batchRank + 1);
    const steps = (inputShape.length < 2 && last ? [] : lengths).map((length) =>
      this.#outputLength(length, inputShape),
    );
    return last ? [...batch, ...steps, this.filters] : [...batch, this.filters, ...steps];
  }

  #outputLength(length: number | null, inputShape: PartialShape): number | null {
    if (length === null) return null;
    const where = `layer "${this.name}"`;
    const size = wholeOf(where, "kernelSize", this.kernelSize);
    const stride = wholeOf(where, "strides", this.strides);
    const dilation = wholeOf(where, "dilationRate", this.dilationRate);
    const seen = this.padding === "valid" ? length - (size - 1) * dilation : length;
    const steps = Math.floor((seen + stride - 1) / stride);
    if (steps >= 0) return steps;
    throw new ShapeError({
      where,
      problem: "one of the dimensions of the output is negative",
      expected: "a longer input",
      got: inputShape,
    });
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      filters: this.filters,
      kernel_size: this.kernelSize,
      strides: this.strides,
      padding: this.padding,
      data_format: dataFormatConfig(this.dataFormat),
      dilation_rate: this.dilationRate,
      groups: this.groups,
      activation: activations.serialize(this.activation, { dialect: "keras2" }),
      use_bias: this.useBias,
      ...kernelAndBiasConfig(this),
    };
  }

  /** The channels of an input shape; afterwards inputs must have as many. @throws ShapeError where they are unknown. */
  protected channelsOf(inputShape: PartialShape): number {
    const axis = this.dataFormat === "channelsLast" ? -1 : -2;
    const channels = inputShape.at(axis);
    if (channels === undefined || channels === null) {
      throw new ShapeError({
        where: `layer "${this.name}"`,
        problem: "the channel dimension of the inputs should be defined",
        expected: `a number at axis ${axis}`,
        got: inputShape,
      });
    }
    return channels;
  }

  /** The channels that an input must have from now on. */
  protected axesFor(channels: number): Readonly<Record<number, number>> {
    return { [this.dataFormat === "channelsLast" ? -1 : -2]: channels };
  }

  /** The bias of `size` elements, or null where none is used. */
  protected addBias(size: number): Variable | null {
    if (!this.useBias) return null;
    return this.addWeight("bias", [size], {
      initializer: this.biasInitializer,
      regularizer: this.biasRegularizer,
      constraint: this.biasConstraint,
    });
  }

  /** The number of filters. @throws ArgumentError where there is none. */
  protected get filterCount(): number {
    if (this.filters !== null) return this.filters;
    throw new ArgumentError({ where: `layer "${this.name}"`, problem: "filters is null", expected: "a whole number" });
  }

  /** The window with its numbers whole. @throws ArgumentError for fractions and lists of paddings. */
  protected window(): { strides: number; padding: string; dilationRate: number } {
    const where = `layer "${this.name}"`;
    if (typeof this.padding !== "string") {
      const expected = '"valid", "same" or "causal"';
      throw new ArgumentError({ where, problem: "padding is unknown", expected, got: this.padding });
    }
    return {
      strides: Math.trunc(this.strides[0]),
      padding: this.padding,
      dilationRate: wholeOf(where, "dilationRate", this.dilationRate),
    };
  }

  /**
   * Computes in the layout `[batch, steps, channels]`; the activation sees the layer's own.
   *
   * @throws DTypeError for an input of another dtype than the weights. @throws ShapeError for another rank than 3.
   */
  protected inLayout(inputs: Tensor, compute: (x: Tensor) => Tensor): Tensor {
    const where = `layer "${this.name}"`;
    if (this.dtype !== null && inputs.dtype !== this.dtype) {
      const problem = "the input has another dtype than the weights";
      throw new DTypeError({ where, problem, expected: `"${this.dtype}"`, got: inputs.dtype, remedy: "Use cast()." });
    }
    if (inputs.shape.length !== 3) {
      throw new ShapeError({ where, problem: "the input has another rank", expected: "rank 3", got: inputs.shape });
    }
    return this.activation(this.exchangeLayout(compute(this.exchangeLayout(inputs))));
  }

  /** From the layer's own layout to `[batch, steps, channels]` and back: exchanging the last two axes is its own inverse. */
  protected exchangeLayout(x: Tensor): Tensor {
    return this.dataFormat === "channelsLast" ? x : transpose(x, { permutation: [0, 2, 1] });
  }

  /** Says that an argument is kept and does nothing, as in TensorFlow. */
  protected warnOfUnused(options: object, names: readonly string[]): void {
    for (const [name, value] of Object.entries(options)) {
      if (names.includes(name) && value !== undefined && value !== null) {
        warn(
          `${this.className} "${this.name}": ${name} has no effect; it is kept in the configuration, as in TensorFlow`,
        );
      }
    }
  }
}

function orZeros(initializer: unknown): unknown {
  return initializer === undefined ? "zeros" : initializer;
}

function required(where: string, options: object, name: string): void {
  if (typeof options === "object" && options !== null && name in options && Reflect.get(options, name) !== undefined)
    return;
  throw new ArgumentError({ where, problem: `${name} is missing`, expected: "a number" });
}

function groupsFrom(where: string, groups: unknown, filters: number | null): number {
  if (!groups) return 1;
  const number = typeof groups === "boolean" ? 1 : groups;
  if (typeof number === "number" && (filters === null || filters % number === 0)) return number;
  const problem = "the number of filters must be divisible by the number of groups";
  throw new ArgumentError({ where, problem, expected: `a divisor of ${filters}`, got: groups });
}

function checkStrides(where: string, [stride]: OneTuple, [dilation]: OneTuple): void {
  if (stride === 0) {
    throw new ArgumentError({ where, problem: "strides cannot contain 0", expected: "at least 1", got: [stride] });
  }
  if (stride > 1 && dilation > 1) {
    throw new ArgumentError({
      where,
      problem: "strides > 1 is not supported in conjunction with dilationRate > 1",
      expected: "one of them to be 1",
      got: [stride, dilation],
    });
  }
}
