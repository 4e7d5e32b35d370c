import { createCpuBackend } from "@sepconv/backend-cpu";
import { abs, type Device, max, mul, sub, sum, type Tensor, tensor, tidy, useBackend, zeros } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { registerSerializable } from "../serialization/registry.js";
import { resetLayerNames } from "../unique-name.js";
import * as metrics from "./index.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;
const numbers = (x: Tensor): number[] => [...x.dataSync()];

let device: Device;
beforeAll(async () => {
  device = await useBackend(createCpuBackend());
});

class TotalError extends metrics.Metric {
  static readonly className = "TotalError";
  readonly #total = this.addVariable("total", []);

  constructor(options: metrics.MetricOptions = {}) {
    super("TotalError", options);
  }

  protected override update(yTrue: Tensor, yPred: Tensor): void {
    this.accumulate(this.#total, sum(abs(sub(yTrue, yPred))));
  }

  protected override compute(): Tensor {
    return mul(this.#total, 1);
  }
}

describe("metrics.get", () => {
  it("knows every spelling of Keras'", () => {
    for (const name of ["AUC", "auc"]) expect(metrics.get(name)).toBeInstanceOf(metrics.AUC);
    for (const name of ["mse", "MSE", "mean_squared_error", "meanSquaredError", "MeanSquaredError"]) {
      expect(metrics.get(name)).toBeInstanceOf(metrics.MeanSquaredError);
    }
    for (const name of ["bce", "BCE", "BinaryCrossentropy"]) expect(metrics.get(name).name).toBe("binary_crossentropy");
    const others = { mean_io_u: "MeanIoU", kl_divergence: "KLDivergence", f1_score: "F1Score", r2_score: "R2Score" };
    for (const [name, className] of Object.entries(others)) {
      const config = className === "MeanIoU" ? { num_classes: 2 } : {};
      expect(metrics.get({ class_name: name, config }).className).toBe(className);
    }
  });

  it("takes metrics, their classes, functions and losses", () => {
    const metric = new metrics.Recall();
    expect(metrics.get(metric)).toBe(metric);
    expect(metrics.get(metrics.Recall)).toBeInstanceOf(metrics.Recall);
    const largest = metrics.get(function largest(yTrue: Tensor) {
      return max(yTrue, { axis: -1 });
    });
    expect(largest.name).toBe("largest");
    largest.updateState(tensor([[1, 3]]), tensor([[0, 0]]));
    expect(numbers(largest.result())).toEqual([3]);
    const function_ = { module: "builtins", class_name: "function", config: "mean_squared_error" };
    const wrapped = metrics.get({ class_name: "MeanMetricWrapper", config: { name: "m", fn: function_ } });
    expect(metrics.serialize(wrapped)["config"]).toEqual({
      name: "m",
      dtype: "float32",
      fn: { ...function_, registered_name: "function" },
    });
  });

  it("refuses others, and lists what it knows", () => {
    expect(() => metrics.get("nothing")).toThrow(
      /^metrics\.get: metric is unknown; expected "AUC", .*, got "nothing"\.$/,
    );
    expect(() => metrics.get("acc")).toThrow(
      /got "acc"\. What it means depends on the shapes: metricForOutput\(\) decides\.$/,
    );
    expect(() => metrics.get(wrong(3))).toThrow(/got 3\.$/);
    expect(() => metrics.get({ class_name: "AUC", config: { groups: 1 } })).toThrow(
      'AUC: unknown option "groups"; expected "name", "dtype", "numThresholds", "curve", "summationMethod", "thresholds", "multiLabel", "numLabels", "labelWeights", "fromLogits".',
    );
  });

  it("reads what is written, of Keras' metrics and of one's own", () => {
    const made = [
      new metrics.AUC({ thresholds: [0.7, 0.2], multiLabel: true, labelWeights: [1, 2], curve: "pr" }),
      new metrics.BinaryIoU({ threshold: 0.3, name: "b" }),
      new metrics.IoU({ numClasses: 3, targetClassIds: [0, 2], ignoreClass: 1, dtype: "float32" }),
      new metrics.SensitivityAtSpecificity({ specificity: 0.4, classId: 1 }),
      new metrics.SparseTopKCategoricalAccuracy({ k: 2, fromSortedIds: true }),
      new metrics.CosineSimilarity({ axis: 1 }),
      new metrics.FBetaScore({ beta: 0.5, average: "micro" }),
    ];
    for (const metric of made) {
      const written = metrics.serialize(metric);
      expect(metrics.serialize(metrics.get(written))).toEqual(written);
    }
    registerSerializable("metrics_test", TotalError);
    const written = metrics.serialize(new TotalError({ name: "own" }));
    expect(written).toEqual({
      module: null,
      class_name: "TotalError",
      config: { name: "own", dtype: "float32" },
      registered_name: "metrics_test>TotalError",
    });
    const own = metrics.get(written);
    own.updateState(tensor([1, 2]), tensor([2, 4]));
    expect(numbers(own.result())).toEqual([3]);
    expect(metrics.AUC.fromConfig({ num_thresholds: 3 }).getConfig()["num_thresholds"]).toBe(3);
  });

  it("names metrics as Keras does", () => {
    resetLayerNames();
    expect([new metrics.Precision(), new metrics.Precision(), new metrics.MeanIoU({ numClasses: 2 })]).toMatchObject([
      { name: "precision" },
      { name: "precision_1" },
      { name: "mean_io_u" },
    ]);
    expect(new metrics.LogCoshError().name).toBe("logcosh");
  });
});

describe("metricForOutput", () => {
  it("decides by the shapes what accuracy and crossentropy are", () => {
    const kinds = [
      [[null, 1], [null, 1], "Binary"],
      [[null], [null, 1], "Binary"],
      [[null], [null, 3], "SparseCategorical"],
      [[null, 1], [null, 3], "SparseCategorical"],
      [[null, 5], [null, 5, 3], "SparseCategorical"],
      [[null, 3], [null, 3], "Categorical"],
    ] as const;
    for (const [yTrue, yPred, kind] of kinds) {
      expect(metrics.metricForOutput("accuracy", yTrue, yPred)).toMatchObject({
        className: `${kind}Accuracy`,
        name: "accuracy",
      });
      expect(metrics.metricForOutput("acc", yTrue, yPred).name).toBe("acc");
      expect(metrics.metricForOutput("ce", yTrue, yPred).className).toBe(`${kind}Crossentropy`);
    }
    expect(metrics.metricForOutput("mse", [null, 3], [null, 3]).name).toBe("mse");
    expect(metrics.metricForOutput(new metrics.AUC({ name: "area" }), [null], [null]).name).toBe("area");
  });
});

describe("weights and masks", () => {
  it("weigh samples, values and steps", () => {
    const error = new metrics.MeanAbsoluteError();
    const [yTrue, yPred] = [
      tensor([
        [[0], [0]],
        [[0], [0]],
      ]),
      tensor([
        [[1], [2]],
        [[3], [4]],
      ]),
    ];
    error.updateState(yTrue, yPred, tensor([1, 0]));
    expect(numbers(error.result())).toEqual([1.5]);
    error.resetState();
    error.updateState(
      yTrue,
      yPred,
      tensor([
        [1, 0],
        [0, 1],
      ]),
    );
    expect(numbers(error.result())).toEqual([2.5]);
    error.resetState();
    error.updateState(
      yTrue,
      yPred,
      null,
      tensor([
        [true, false],
        [true, false],
      ]),
    );
    expect(numbers(error.result())).toEqual([2]);
    error.resetState();
    error.updateState(
      yTrue,
      yPred,
      tensor([3, 1]),
      tensor([
        [true, false],
        [true, false],
      ]),
    );
    expect(numbers(error.result())).toEqual([1.5]);
  });

  it("of metrics of thresholds hold for all of a sample's predictions", () => {
    const recall = new metrics.Recall();
    const labels = tensor([
      [1, 1],
      [1, 1],
    ]);
    recall.updateState(
      labels,
      tensor([
        [1, 1],
        [0, 0],
      ]),
      tensor([1, 3]),
    );
    expect(numbers(recall.result())).toEqual([0.25]);
    recall.resetState();
    recall.updateState(tensor([[[1], [1]]]), tensor([[[1], [0]]]), tensor([2]));
    expect(numbers(recall.result())).toEqual([0.5]);
  });

  it("weigh values one by one", () => {
    const score = new metrics.F1Score({ average: "micro", threshold: 0.5 });
    score.updateState(
      tensor([
        [1, 1],
        [0, 1],
      ]),
      tensor([
        [1, 0],
        [1, 1],
      ]),
      tensor([
        [3, 1],
        [0, 0],
      ]),
    );
    expect(numbers(score.result())[0]).toBeCloseTo(6 / 7, 6);
  });

  it("are refused where they do not fit", () => {
    const [yTrue, yPred] = [tensor([[0, 1]]), tensor([[0, 1]])];
    expect(() => new metrics.MeanSquaredError().updateState(yTrue, yPred, tensor([1, 2]))).toThrow(
      "MeanSquaredError: sampleWeight does not fit the values; expected [1] or one number for each sample, got [2].",
    );
    expect(() => new metrics.AUC().updateState(yTrue, yPred, tensor([1, 2]))).toThrow(
      "AUC: sampleWeight does not fit the values; expected [1, 2] or one number for each sample, got [2].",
    );
    expect(() => new metrics.AUC().updateState(yTrue, yPred, wrong([1]))).toThrow(
      "AUC: sampleWeight is no tensor; expected a tensor, got [1]. Make one with tensor().",
    );
  });
});

describe("metrics", () => {
  it("refuse options that are not valid", () => {
    expect(() => new metrics.AUC({ numThresholds: 1 })).toThrow(
      "AUC: numThresholds is not valid; expected a whole number from 2 to 2147483647, got 1.",
    );
    expect(() => new metrics.AUC({ curve: "XYZ" })).toThrow(
      'AUC: curve is unknown; expected "ROC", "PR", "PRGAIN", got "XYZ".',
    );
    expect(() => new metrics.AUC({ numLabels: 2 })).toThrow("AUC: numLabels needs multiLabel; expected null, got 2.");
    expect(() => new metrics.Precision({ thresholds: [0.5, 2] })).toThrow(
      "Precision: thresholds is not valid; expected a number from 0 to 1, got 2.",
    );
    expect(() => new metrics.Recall({ classId: -1 })).toThrow(
      "Recall: classId is not valid; expected null or a whole number from 0 up, got -1.",
    );
    expect(() => new metrics.F1Score({ average: "nothing" })).toThrow(
      'F1Score: average is unknown; expected "micro", "macro", "weighted", got "nothing".',
    );
    expect(() => new metrics.IoU({ numClasses: 2, targetClassIds: [2] })).toThrow(
      "IoU: targetClassIds has what is no class; expected whole numbers from 0 to 1, got 2.",
    );
    expect(() => new metrics.IoU(wrong({ numClasses: 2 }))).toThrow(
      "IoU: targetClassIds is not valid; expected a list of numbers of classes, got undefined.",
    );
    expect(() => new metrics.MeanIoU(wrong({}))).toThrow(
      "MeanIoU: numClasses is not valid; expected a whole number from 1 to 2147483647, got undefined.",
    );
    expect(() => new metrics.RecallAtPrecision(wrong({}))).toThrow(
      "RecallAtPrecision: precision is not valid; expected a number from 0 to 1, got undefined.",
    );
    expect(() => new metrics.Mean({ dtype: "float16" })).toThrow(
      'Mean: dtype is not supported; expected "float32", "float64", "mixed_float16", "mixed_bfloat16", got "float16".',
    );
    expect(() => new metrics.Mean({ name: wrong(3) })).toThrow("Mean: name is not valid; expected a string, got 3.");
    expect(() => new metrics.Sum(wrong({ axis: 1 }))).toThrow('Sum: unknown option "axis"; expected "name", "dtype".');
  });

  it("refuse shapes that do not fit", () => {
    const labels = tensor([0, 1]);
    expect(() => new metrics.F1Score().updateState(labels, labels)).toThrow(
      "F1Score: an input has another rank; expected [batch, outputs], got [2].",
    );
    expect(() => new metrics.AUC({ multiLabel: true }).updateState(labels, labels)).toThrow(
      "AUC: yPred has another rank; expected [batch, labels] with multiLabel, got [2].",
    );
    expect(() => new metrics.Precision().updateState(labels, tensor([0, 1, 1]))).toThrow(
      "Precision: yTrue and yPred have different shapes; expected [3], got [2].",
    );
    expect(() => new metrics.Precision({ classId: 0 }).updateState(labels, labels)).toThrow(
      "Precision: a class needs predictions for classes; expected [batch, classes], got [2].",
    );
    const rows = tensor([[0, 1]]);
    expect(() => new metrics.Precision({ classId: 2 }).updateState(rows, rows)).toThrow(
      "Precision: classId is not valid; expected a number from 0 to 1, got 2.",
    );
    expect(() => new metrics.AUC({ labelWeights: [1] }).updateState(rows, rows)).toThrow(
      "AUC: labelWeights does not fit the predictions; expected 2 numbers, got [1].",
    );
    expect(() => new metrics.F1Score().result()).toThrow(
      "F1Score: there is no result before the first batch; expected a call of updateState before.",
    );
    expect(() => new metrics.Mean().updateState(wrong(3))).toThrow(
      "Mean: values is no tensor; expected a tensor, got 3. Make one with tensor().",
    );
  });

  it("count nothing before the first batch, and after a reset", () => {
    for (const metric of [
      new metrics.Mean(),
      new metrics.AUC(),
      new metrics.Precision(),
      new metrics.TruePositives(),
    ]) {
      expect(numbers(metric.result())).toEqual([0]);
      metric.updateState(tensor([0, 1]), tensor([0.2, 1]));
      expect(numbers(metric.result())).not.toEqual([0]);
      metric.resetState();
      expect(numbers(metric.result())).toEqual([0]);
    }
  });

  it("take predictions beyond 0 and 1, and labels that are whole numbers or truth values", () => {
    const auc = new metrics.AUC();
    auc.updateState(tensor([false, true, true]), tensor([-3, 0.5, 4]));
    expect(numbers(auc.result())).toEqual([1]);
    const ends = new metrics.AUC({ numThresholds: 2 });
    ends.updateState(tensor([0, 1, 1]), tensor([-3, 0.5, 4]));
    expect(numbers(ends.result())).toEqual([0.5]);
    const accuracy = new metrics.SparseCategoricalAccuracy();
    accuracy.updateState(
      tensor([[1], [0]], [2, 1], "int32"),
      tensor([
        [0, 1],
        [0, 1],
      ]),
    );
    expect(numbers(accuracy.result())).toEqual([0.5]);
  });

  it("see the k largest, also beside infinite predictions", () => {
    const best = new metrics.SparseTopKCategoricalAccuracy({ k: 1 });
    const none = Number.NEGATIVE_INFINITY;
    best.updateState(
      tensor([0, 1, 7]),
      tensor([
        [2, none, none],
        [2, none, none],
        [2, 1, 0],
      ]),
    );
    expect(numbers(best.result())).toEqual([Math.fround(1 / 3)]);
    const sorted = new metrics.SparseTopKCategoricalAccuracy({ k: 2, fromSortedIds: true });
    sorted.updateState(
      tensor([0, 1]),
      tensor([
        [3, 0, 1],
        [3, 0, 1],
      ]),
    );
    expect(numbers(sorted.result())).toEqual([0.5]);
    const precision = new metrics.Precision({ topK: 1 });
    precision.updateState(tensor([[1, 0, 0]]), tensor([[0.4, 0.4, 0.2]]));
    expect(numbers(precision.result())).toEqual([1]);
  });

  it("ignore a class, and what is none", () => {
    const iou = new metrics.MeanIoU({ numClasses: 2, ignoreClass: -1 });
    iou.updateState(tensor([0, 1, -1, 1], [4], "int32"), tensor([0, 1, 1, 2], [4], "int32"));
    expect(numbers(iou.result())[0]).toBeCloseTo(1, 6);
    const entropy = new metrics.SparseCategoricalCrossentropy({ ignoreClass: 1, fromLogits: true });
    entropy.updateState(
      tensor([0, 1]),
      tensor([
        [0, 0],
        [0, 0],
      ]),
      tensor([1, 1]),
    );
    expect(numbers(entropy.result())[0]).toBeCloseTo(Math.LN2, 6);
    // As in Keras, without weights what does not count is a zero of the mean.
    entropy.resetState();
    entropy.updateState(tensor([0, 1]), zeros([2, 2]));
    expect(numbers(entropy.result())[0]).toBeCloseTo(Math.LN2 / 2, 6);
    const first = new metrics.SparseCategoricalCrossentropy({ axis: 1, fromLogits: true });
    first.updateState(tensor([[0, 1, 0]]), zeros([1, 2, 3]));
    expect(numbers(first.result())[0]).toBeCloseTo(Math.LN2, 6);
  });

  it("draw the gains of precision over recall", () => {
    const auc = new metrics.AUC({ curve: "prgain", numThresholds: 3 });
    auc.updateState(tensor([0, 0, 1, 1]), tensor([0, 0.5, 0.3, 0.9]));
    // Gains of recall 1, 0, 0 and of precision 0, 1, 1 at the three thresholds.
    expect(numbers(auc.result())).toEqual([0.5]);
  });

  it("adjust the score for regressors as long as there are values enough", () => {
    const [yTrue, yPred] = [tensor([[1], [2], [4]]), tensor([[1], [3], [4]])];
    const scores = [0, 1, 2, 5].map((numRegressors) => {
      const metric = new metrics.R2Score({ numRegressors });
      metric.updateState(yTrue, yPred);
      return numbers(metric.result())[0];
    });
    expect(scores[1]).toBeCloseTo(1 - 2 * (1 - (scores[0] ?? 0)), 5);
    expect(scores.slice(2)).toEqual([scores[0], scores[0]]);
    const constant = new metrics.R2Score({ classAggregation: null });
    constant.updateState(
      tensor([
        [1, 1],
        [1, 1],
      ]),
      tensor([
        [1, 0],
        [1, 3],
      ]),
    );
    expect(numbers(constant.result())).toEqual([0, 0]);
  });

  it("compute in float64 where the device does", () => {
    const mean = new metrics.Mean({ dtype: "float64" });
    mean.updateState(tensor(new Float64Array([0.1, 0.2])));
    expect(numbers(mean.result())[0]).toBeCloseTo(0.15, 15);
    expect(mean.result().dtype).toBe("float64");
  });

  it("compare many predictions in parts", () => {
    const count = 6000;
    const yPred = tensor(Float32Array.from({ length: count }, (_, index) => (index + 0.5) / count));
    const yTrue = tensor(Float32Array.from({ length: count }, (_, index) => (index >= count / 2 ? 1 : 0)));
    const found = new metrics.AUC();
    found.updateState(yTrue, yPred);
    expect(numbers(found.result())[0]).toBeCloseTo(1, 4);
    const [truePositives] = found.variables;
    expect(truePositives && numbers(truePositives)[0]).toBe(count / 2);
  });

  it("leave no tensors in the scope they are used in, but the result", () => {
    const metric = new metrics.AUC();
    const result = tidy(() => {
      metric.updateState(tensor([0, 1]), tensor([0.2, 0.7]));
      return metric.result();
    });
    expect(numbers(result)).toEqual([1]);
    expect(metric.variables.every((variable) => !variable.disposed)).toBe(true);
    metric.dispose();
    expect(metric.variables.every((variable) => variable.disposed)).toBe(true);
    expect(device.statistics().fallbacks).toBe(0);
  });
});
