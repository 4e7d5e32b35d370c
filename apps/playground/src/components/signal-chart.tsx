import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { ChannelLegend } from "./channel-legend.js";
import { makePlot } from "./make-plot.js";
import { usePlot } from "./use-plot.js";

export interface SignalChartProps {
  readonly title: string;
  readonly unit: string;
  /** One for each curve. */
  readonly names: readonly string[];
  readonly curves: readonly Float32Array[];
  readonly stepsPerUnit: number;
  readonly timeUnit: "s" | "step";
  /** The vertical axis reaches at least this far up and down, so that noise stays small. */
  readonly leastExtent: number;
}

/** Up to three curves over time. Pointing at them shows their values; all charts of the page point at the same time. */
export function SignalChart(props: SignalChartProps): JSX.Element {
  const { title, unit, names, curves, stepsPerUnit } = props;
  const pointed = useSignal<number | null>(null);
  const { place, plot } = usePlot(
    (element) =>
      makePlot(element, props, (step) => {
        pointed.value = step;
      }),
    [curves.length, props.leastExtent],
  );

  useLayoutEffect(() => {
    const times = Float32Array.from(curves[0] ?? [], (_, step) => step / stepsPerUnit);
    plot.current?.setData([times, ...curves]);
  }, [curves, stepsPerUnit]);

  return (
    <figure class="chart">
      <figcaption>
        <span>
          {title} <span class="muted">{unit}</span>
        </span>
        <ChannelLegend names={names} values={curves.map((curve) => curve[pointed.value ?? -1])} />
      </figcaption>
      <div ref={place} class="chart-place" role="img" aria-label={description(props)} />
    </figure>
  );
}

function description({ title, unit, names, curves, stepsPerUnit, timeUnit }: SignalChartProps): string {
  const steps = curves[0]?.length ?? 0;
  const ranges = curves.map((curve, channel) => {
    const [low, high] = curve.reduce(
      ([least, most]: number[], value) => [Math.min(least ?? value, value), Math.max(most ?? value, value)],
      [],
    );
    return `${names[channel]} from ${low?.toFixed(1)} to ${high?.toFixed(1)}`;
  });
  return `${title} over ${steps / stepsPerUnit} ${timeUnit === "s" ? "seconds" : "steps"}, ${unit}: ${ranges.join(", ")}.`;
}
