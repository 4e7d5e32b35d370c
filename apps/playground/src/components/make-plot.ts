import uPlot from "uplot";
import { axisStyle, coloursOf } from "./chart-style.js";
import type { SignalChartProps } from "./signal-chart.js";

/**
 * A uPlot chart in an element of a fixed height. Colours come from the style sheet each time it draws.
 *
 * @param onPoint is told the step that the reader points at, or null.
 */
export function makePlot(
  element: HTMLElement,
  { curves, timeUnit, leastExtent }: SignalChartProps,
  onPoint: (step: number | null) => void,
): uPlot {
  const colour = coloursOf(element);
  const axis = axisStyle(colour);
  const { clientWidth: width, clientHeight: height } = element;
  const options: uPlot.Options = {
    width,
    height,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: "recording" }, points: { size: 7 } },
    scales: {
      x: { time: false },
      y: {
        range: { min: { pad: 0.05, soft: -leastExtent, mode: 1 }, max: { pad: 0.05, soft: leastExtent, mode: 1 } },
      },
    },
    axes: [
      {
        ...axis,
        size: 28,
        values: (_, ticks) => ticks.map((tick) => (timeUnit === "s" ? `${tick} s` : `${tick}`)),
      },
      { ...axis, size: 40 },
    ],
    series: [
      {},
      ...curves.map((_, channel) => ({
        stroke: colour(`--channel-${channel + 1}`),
        width: channel === 0 ? 2 : 1.25,
        points: { show: false },
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
  return new uPlot(options, [[], ...curves.map(() => [])], element);
}
