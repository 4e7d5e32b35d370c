import { ArgumentError } from "@sepconv/backend";
import {
  add,
  cast,
  checkOptions,
  checkTensor,
  onDeviceOf,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@sepconv/core";
import { type Config, optionsFromConfig } from "../config.js";
import { dtypePolicy, type LayerDType } from "../dtype-policy.js";
import { uniqueName } from "../unique-name.js";

/** What every metric's constructor takes. */
export interface MetricOptions {
  /** The name in logs. Default: Keras' name for the class. */
  readonly name?: string | null;
  /** What it counts in: "float32" (default), or "float64" where the device has it. */
  readonly dtype?: string | null;
}

/** What a class says of itself. */
export interface MetricTraits {
  /** The name where none is given. Default: that of the class, with a number from the second one on, as Keras does. */
  readonly defaultName?: string;
  /** The options that it takes besides name and dtype. */
  readonly options?: readonly string[];
  /** The dtype that configurations keep, where it is not what the metric counts in. */
  readonly writtenDType?: string;
}

/**
 * What a model is judged by: fed batch by batch, it says at any time what they give together. Its state are variables on
 * the device of what it was fed, so that nothing is read back before somebody reads the result.
 *
 * A metric of one's own extends it: `update` adds to variables (`addVariable`, `accumulate`), `compute` reads them. All that
 * Keras has computes by arithmetic on floating-point numbers, which every device knows.
 *
 * @example
 * import { add, mean, sub, type Tensor, tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * class Bias extends metrics.Metric {
 *   readonly #total = this.addVariable("total", []);
 *   constructor(options: metrics.MetricOptions = {}) {
 *     super("Bias", options);
 *   }
 *   protected override update(yTrue: Tensor, yPred: Tensor): void {
 *     this.accumulate(this.#total, mean(sub(yPred, yTrue)));
 *   }
 *   protected override compute(): Tensor {
 *     return add(this.#total, 0);
 *   }
 * }
 * const bias = new Bias();
 * bias.updateState(tensor([1, 2]), tensor([2, 4]));
 * bias.result().dataSync(); // [1.5]
 *
 * @see https://keras.io/api/metrics/base_metric/
 */
export abstract class Metric {
  /** The name in logs. */
  name: string;
  /** Keras' class name. */
  readonly className: string;
  /** The dtype that configurations keep. */
  readonly dtype: string;
  /** The dtype of the state. */
  protected readonly elements: LayerDType;
  readonly #variables: Variable[] = [];

  /** @throws ArgumentError for an unknown option or dtype. */
  constructor(className: string, options: MetricOptions = {}, traits: MetricTraits = {}) {
    checkOptions(className, options, ["name", "dtype", ...(traits.options ?? [])]);
    const { name, dtype } = options;
    if (name !== undefined && name !== null && typeof name !== "string") {
      throw new ArgumentError({ where: className, problem: "name is not valid", expected: "a string", got: name });
    }
    this.className = className;
    this.elements = traits.writtenDType === undefined ? dtypePolicy(className, dtype).dtype : "float32";
    this.dtype = traits.writtenDType ?? this.elements;
    this.name = name || (traits.defaultName ?? uniqueName(className));
  }

  /** A metric from what `getConfig` writes. @throws ArgumentError for an option that the class does not have. */
  static readonly fromConfig: typeof metricFromConfig = metricFromConfig;

  /** The state: what Keras calls the metric's variables, in Keras' order. Metrics that count classes have none before their first batch. */
  get variables(): readonly Variable[] {
    return this.#variables;
  }

  /**
   * Counts a batch.
   *
   * @param sampleWeight one weight for each sample, or for each value. Default: all 1.
   * @param mask which values count, as a bool tensor: it multiplies the weights of metrics that are means of values; as in
   * Keras, the others do not look at it.
   * @throws ShapeError where the shapes do not fit each other.
   */
  updateState(yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor | null, mask?: Tensor | null): void {
    this.checkOperands({ yTrue, yPred, ...(sampleWeight && { sampleWeight }), ...(mask && { mask }) });
    this.within([yPred, yTrue], () => {
      const weight = sampleWeight ? cast(sampleWeight, this.elements) : null;
      const counted = mask ? cast(mask, this.elements) : null;
      this.update(cast(yTrue, this.elements), cast(yPred, this.elements), weight, counted);
    });
  }

  /** What the batches since the last reset give: one number, or one for each class or threshold. */
  result(): Tensor {
    return this.within(this.#variables, () => this.compute());
  }

  /** Forgets all batches. */
  resetState(): void {
    tidy(() => {
      for (const each of this.#variables) each.assign(zeros(each.shape, each.dtype));
    });
  }

  /** What Keras writes of it; `fromConfig` reads it back. */
  getConfig(): Config {
    return { name: this.name, dtype: this.dtype };
  }

  /** Frees the state; afterwards the metric cannot be used. */
  dispose(): void {
    for (const each of this.#variables) each.dispose();
  }

  /** Adds a batch to the state. All operands have the metric's dtype; what is made here is disposed afterwards. */
  protected abstract update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null, mask: Tensor | null): void;

  /** The result from the state. */
  protected abstract compute(): Tensor;

  /** A variable of zeros that belongs to the state. */
  protected addVariable(name: string, shape: readonly number[]): Variable {
    const made = tidy(() => variable(zeros(shape, this.elements), { name, trainable: false }));
    this.#variables.push(made);
    return made;
  }

  /** `variable += value` */
  protected accumulate(state: Variable, value: Tensor): void {
    state.assign(add(state, value));
  }

  /** @throws ArgumentError where one is no tensor. */
  protected checkOperands(operands: Readonly<Record<string, Tensor>>): void {
    for (const [name, operand] of Object.entries(operands)) checkTensor(this.className, name, operand);
  }

  /** Computes where the tensors are, and disposes what is made on the way. */
  protected within<Result>(tensors: readonly Tensor[], compute: () => Result): Result {
    return onDeviceOf(tensors, () => tidy(compute));
  }
}

function metricFromConfig<Made extends Metric>(this: new (options: never) => Made, config: Config): Made {
  return Reflect.construct(this, [optionsFromConfig(config)]);
}

/** The state of a metric that has it only after its first batch. @throws ArgumentError before. */
export function stateOf<State>(where: string, state: State | null): State {
  if (state !== null) return state;
  throw new ArgumentError({
    where,
    problem: "there is no result before the first batch",
    expected: "a call of updateState before",
  });
}
