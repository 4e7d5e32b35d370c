import type { TypedArray } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import { getMetric, type MetricLike } from "../metrics/get-metric.js";
import type { Metric } from "../metrics/metric.js";
import { metricForOutput } from "../metrics/metric-for-output.js";
import { assignWeights } from "../weight.js";
import { forOutputs } from "./for-outputs.js";

interface Entry {
  readonly output: number;
  readonly identifier: MetricLike;
  /** Of a name found when the first batch shows the output's shape: "accuracy" is several metrics. */
  metric: Metric | null;
}

/** The metrics of a model's outputs. */
export class CompiledMetrics {
  readonly #outputs: readonly string[];
  readonly #entries: readonly Entry[];
  readonly #weighted: boolean;

  /**
   * @param given `metrics` or `weightedMetrics` of `compile`.
   * @param weighted whether sample weights count.
   * @throws ArgumentError for an unknown metric, and where there is not one for each output.
   */
  constructor(argument: string, given: unknown, outputs: readonly string[], weighted: boolean) {
    this.#outputs = outputs;
    this.#weighted = weighted;
    // A flat list is the one output's.
    const isFlat = outputs.length === 1 && isMetricList(given);
    const listed = isFlat ? [given] : forOutputs(argument, given, outputs, isMetricList);
    this.#entries = listed.flatMap((list, output) =>
      (list === null ? [] : Array.isArray(list) ? list : [list]).map((identifier: MetricLike) => ({
        output,
        identifier,
        metric: typeof identifier === "string" ? checkedName(identifier) : getMetric("compile", identifier),
      })),
    );
  }

  update(
    targets: readonly (Tensor | null)[],
    predictions: readonly Tensor[],
    weights: readonly (Tensor | null)[],
  ): void {
    for (const entry of this.#entries) {
      const [truth, prediction] = [targets[entry.output], predictions[entry.output]];
      if (!truth || !prediction) continue;
      const metric = entry.metric ?? metricForOutput(entry.identifier, truth.shape, prediction.shape);
      entry.metric = metric;
      metric.updateState(truth, prediction, this.#weighted ? weights[entry.output] : null);
    }
  }

  /** What the metrics say so far, by their names in logs. */
  async results(): Promise<Record<string, number>> {
    const results: Record<string, number> = {};
    for (const { metric, output } of this.#entries) {
      if (!metric) continue;
      const name = this.#outputs.length > 1 ? `${this.#outputs[output]}_${metric.name}` : metric.name;
      const result = metric.result();
      const values = await result.data();
      result.dispose();
      if (values.length === 1) results[name] = values[0] ?? Number.NaN;
    }
    return results;
  }

  /** How many metrics there are. */
  get count(): number {
    return this.#entries.length;
  }

  /** What each metric has counted: the elements of its variables. */
  async counts(): Promise<readonly (readonly TypedArray[])[]> {
    const variables = this.#entries.map(({ metric }) => metric?.variables ?? []);
    return await Promise.all(variables.map(async (each) => await Promise.all(each.map((one) => one.data()))));
  }

  /** Puts counts of the same metrics back. @throws ArgumentError, ShapeError where they are of others. */
  restore(counts: readonly (readonly (readonly number[])[])[]): void {
    for (const [index, { metric }] of this.#entries.entries()) {
      const variables = metric?.variables ?? [];
      const values = (counts[index] ?? []).map((data, at) => ({ data, shape: variables[at]?.shape ?? [] }));
      assignWeights(metric?.name ?? "metrics", variables, values);
    }
  }

  reset(): void {
    for (const { metric } of this.#entries) metric?.resetState();
  }
}

const shapeNames = ["accuracy", "acc", "crossentropy", "ce"];

/** Null, for a name that is known. @throws ArgumentError for another one. */
function checkedName(name: string): null {
  if (!shapeNames.includes(name.toLowerCase())) getMetric("compile", name);
  return null;
}

function isMetricList(value: unknown): value is MetricLike | readonly MetricLike[] {
  return Array.isArray(value) ? value.every(isMetricLike) : isMetricLike(value);
}

function isMetricLike(value: unknown): value is MetricLike {
  if (typeof value === "string" || typeof value === "function") return true;
  return typeof value === "object" && value !== null && ("class_name" in value || "updateState" in value);
}
