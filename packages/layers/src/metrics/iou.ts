import { ArgumentError } from "@sepconv/backend";
import {
  add,
  boolean,
  div,
  matmul,
  mul,
  numberBetween,
  reshape,
  sub,
  sum,
  type Tensor,
  tensor,
  type Variable,
  wholeNumber,
} from "@sepconv/core";
import type { Config } from "../config.js";
import { epsilon } from "../losses/arithmetic.js";
import { checkSameShape, fitWeight } from "./fit-weight.js";
import { above, counting, equals, firstMaximum } from "./indicators.js";
import { Metric, type MetricOptions } from "./metric.js";

export interface MeanIoUOptions extends MetricOptions {
  /** How many classes there are. */
  readonly numClasses: number;
  /** A label that does not count. Default: none. */
  readonly ignoreClass?: number | null;
  /** Whether labels are numbers of classes; else each has a number for each class. Default: true. */
  readonly sparseYTrue?: boolean;
  /** Whether predictions are numbers of classes; else each has a number for each class. Default: true. */
  readonly sparseYPred?: boolean;
  /** The axis of the classes, where there is one. Default: -1, the last. */
  readonly axis?: number;
}

export interface IoUOptions extends MeanIoUOptions {
  /** The classes that the result is the mean of. */
  readonly targetClassIds: readonly number[];
}

/** What the classes below fix; as Keras writes it. */
interface IoUSettings extends IoUOptions {
  readonly own: readonly string[];
}

/** Integers that Keras counts in; here it is float32, exact up to 2²⁴. */
const integers: readonly unknown[] = ["int", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];

/** Intersection over union of classes: `tp / (tp + fp + fn)`, the mean over classes that occur. */
abstract class IoUBase extends Metric {
  protected readonly numClasses: number;
  protected readonly targetClassIds: readonly number[];
  protected readonly ignoreClass: number | null;
  protected readonly sparseYTrue: boolean;
  protected readonly sparseYPred: boolean;
  protected readonly axis: number;
  readonly #matrix: Variable;

  constructor(className: string, options: MetricOptions, settings: IoUSettings) {
    const { dtype = null } = options;
    const counted = dtype === null || integers.includes(dtype) ? { writtenDType: integerName(dtype) } : {};
    super(className, options, { options: settings.own, ...counted });
    const { ignoreClass = null, sparseYTrue = true, sparseYPred = true, axis = -1 } = settings;
    this.numClasses = wholeNumber(className, "numClasses", settings.numClasses);
    this.targetClassIds = classesOf(className, settings.targetClassIds, this.numClasses);
    this.ignoreClass = ignoreClass;
    this.sparseYTrue = boolean(className, "sparseYTrue", sparseYTrue);
    this.sparseYPred = boolean(className, "sparseYPred", sparseYPred);
    this.axis = axis;
    this.#matrix = this.addVariable("total_confusion_matrix", [this.numClasses, this.numClasses]);
  }

  /** Name and dtype as Keras writes them here, between the other keys. */
  protected named(): Config {
    return { name: this.name, dtype: this.dtype };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    const truth = this.sparseYTrue ? yTrue : firstMaximum(yTrue, this.axis);
    const prediction = this.sparseYPred ? yPred : firstMaximum(yPred, this.axis);
    const labels = reshape(truth, [truth.size]);
    const guesses = reshape(prediction, [prediction.size]);
    checkSameShape(this.className, labels, guesses);
    let rows = oneHotOf(labels, this.numClasses);
    if (this.ignoreClass !== null) rows = mul(rows, reshape(sub(1, equals(labels, this.ignoreClass)), [truth.size, 1]));
    if (sampleWeight) {
      const sameSize = sampleWeight.size === truth.size;
      const weight = sameSize ? sampleWeight : fitWeight(this.className, sampleWeight, truth.shape);
      rows = mul(rows, reshape(weight, [truth.size, 1]));
    }
    const counted = matmul(rows, oneHotOf(guesses, this.numClasses), { transposeA: true });
    this.accumulate(this.#matrix, counted);
  }

  protected override compute(): Tensor {
    const n = this.numClasses;
    const matrix = this.#matrix;
    const unit = equals(counting(n, matrix, 0), counting(n, matrix));
    const right = sum(mul(matrix, unit), { axis: 0 });
    const union = sub(add(sum(matrix, { axis: 0 }), sum(matrix, { axis: 1 })), right);
    const chosen = tensor(
      Array.from({ length: n }, (_, index) => this.targetClassIds.filter((id) => id === index).length),
      [n],
      matrix.dtype,
    );
    const occurs = mul(above(union, 1e-9), chosen);
    return div(sum(mul(div(right, add(union, epsilon)), occurs)), add(sum(occurs), epsilon));
  }
}

/** Rows with 1 at the number's whole part, or all 0 where it is no class: c ≤ label < c + 1. */
function oneHotOf(labels: Tensor, classes: number): Tensor {
  const column = reshape(labels, [labels.size, 1]);
  const numbers = counting(classes, column);
  return mul(sub(1, above(numbers, column)), above(add(numbers, 1), column));
}

function integerName(dtype: unknown): string {
  return typeof dtype === "string" && dtype !== "int" ? dtype : "int64";
}

function classesOf(where: string, ids: readonly number[], classes: number): readonly number[] {
  if (!Array.isArray(ids) || ids.length === 0) {
    const expected = "a list of numbers of classes";
    throw new ArgumentError({ where, problem: "targetClassIds is not valid", expected, got: ids });
  }
  for (const id of ids) {
    if (Number.isInteger(id) && id >= 0 && id < classes) continue;
    const expected = `whole numbers from 0 to ${classes - 1}`;
    throw new ArgumentError({ where, problem: "targetClassIds has what is no class", expected, got: id });
  }
  return [...ids];
}

const sparseNames = ["numClasses", "ignoreClass", "sparseYTrue", "sparseYPred", "axis"];
const oneHotNames = ["numClasses", "ignoreClass", "sparseYPred", "axis"];

function allClasses(count: number): number[] {
  return Number.isInteger(count) && count > 0 ? Array.from({ length: count }, (_, index) => index) : [0];
}

/**
 * Intersection over union, `tp / (tp + fp + fn)`, the mean over the chosen classes that occur.
 *
 * @throws ArgumentError where an option is not valid. @throws ShapeError where the shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const iou = new metrics.IoU({ numClasses: 2, targetClassIds: [0] });
 * iou.updateState(tensor([0, 0, 1, 1], [4], "int32"), tensor([0, 1, 0, 1], [4], "int32"));
 * iou.result().dataSync(); // [0.3333333134651184]
 *
 * @see https://keras.io/api/metrics/segmentation_metrics/
 */
export class IoU extends IoUBase {
  constructor(options: IoUOptions) {
    super("IoU", options, { ...options, own: [...sparseNames, "targetClassIds"] });
  }

  override getConfig(): Config {
    return {
      ...this.named(),
      num_classes: this.numClasses,
      target_class_ids: this.targetClassIds,
      ignore_class: this.ignoreClass,
      sparse_y_true: this.sparseYTrue,
      sparse_y_pred: this.sparseYPred,
      axis: this.axis,
    };
  }
}

/** The mean over all classes. @throws ArgumentError where an option is not valid. */
export class MeanIoU extends IoUBase {
  constructor(options: MeanIoUOptions) {
    super("MeanIoU", options, { ...options, targetClassIds: allClasses(options?.numClasses), own: sparseNames });
  }

  override getConfig(): Config {
    return {
      num_classes: this.numClasses,
      ...this.named(),
      ignore_class: this.ignoreClass,
      sparse_y_true: this.sparseYTrue,
      sparse_y_pred: this.sparseYPred,
      axis: this.axis,
    };
  }
}

export interface BinaryIoUOptions extends MetricOptions {
  /** The classes that the result is the mean of. Default: both, 0 and 1. */
  readonly targetClassIds?: readonly number[];
  /** Predictions from it on are 1. Default: 0.5. */
  readonly threshold?: number;
}

/** The same for labels 0 and 1, and predictions with a threshold. @throws ArgumentError where an option is not valid. */
export class BinaryIoU extends IoUBase {
  readonly #threshold: number;

  constructor(options: BinaryIoUOptions = {}) {
    const { targetClassIds = [0, 1], threshold = 0.5 } = options;
    super("BinaryIoU", options, { numClasses: 2, targetClassIds, own: ["targetClassIds", "threshold"] });
    this.#threshold = numberBetween("BinaryIoU", "threshold", threshold, -Number.MAX_VALUE, Number.MAX_VALUE);
  }

  override getConfig(): Config {
    return { target_class_ids: this.targetClassIds, threshold: this.#threshold, ...this.named() };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    super.update(yTrue, sub(1, above(this.#threshold, yPred)), sampleWeight);
  }
}

/** What the metrics of one-hot labels take: Keras' names without `sparseYTrue`, and predictions that are one-hot as well. */
export type OneHotMeanIoUOptions = Omit<MeanIoUOptions, "sparseYTrue">;
export type OneHotIoUOptions = Omit<IoUOptions, "sparseYTrue">;

/** `IoU` of labels such as one-hot rows, and of predictions with a number for each class. @throws ArgumentError where an option is not valid. */
export class OneHotIoU extends IoUBase {
  constructor(options: OneHotIoUOptions) {
    const fixed = { sparseYTrue: false, sparseYPred: options?.sparseYPred ?? false };
    super("OneHotIoU", options, { ...options, ...fixed, own: [...oneHotNames, "targetClassIds"] });
  }

  override getConfig(): Config {
    return {
      num_classes: this.numClasses,
      target_class_ids: this.targetClassIds,
      ...this.named(),
      ignore_class: this.ignoreClass,
      sparse_y_pred: this.sparseYPred,
      axis: this.axis,
    };
  }
}

/** `MeanIoU` of the same. @throws ArgumentError where an option is not valid. */
export class OneHotMeanIoU extends IoUBase {
  constructor(options: OneHotMeanIoUOptions) {
    const targetClassIds = allClasses(options?.numClasses);
    const fixed = { sparseYTrue: false, sparseYPred: options?.sparseYPred ?? false, targetClassIds };
    super("OneHotMeanIoU", options, { ...options, ...fixed, own: oneHotNames });
  }

  override getConfig(): Config {
    return {
      num_classes: this.numClasses,
      ...this.named(),
      ignore_class: this.ignoreClass,
      sparse_y_pred: this.sparseYPred,
      axis: this.axis,
    };
  }
}
