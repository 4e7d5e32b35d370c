import uPlot from "uplot";
import { axisStyle, coloursOf } from "./chart-style.js";
import type { LearningChartProps } from "./learning-chart.js";

/** A uPlot chart of curves over epochs: training, test, and a dashed line for the goal where there is one. */
export function makeLearningPlot(element: HTMLElement, { epochs, text, goal }: LearningChartProps): uPlot {
  const colour = coloursOf(element);
  const axis = axisStyle(colour);
  const { clientWidth: width, clientHeight: height } = element;
  const isShare = goal !== undefined;
  // One point alone would draw no line.
  const curve: uPlot.Series = { points: { show: ({ data: [at] }) => at.length < 6, size: 6 } };
  const options: uPlot.Options = {
    width,
    height,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [0, epochs] },
      y: { range: (_, __, most) => [0, isShare ? 1.02 : Math.max(most ?? 0, 0.1) * 1.05] },
    },
    axes: [
      { ...axis, size: 28 },
      { ...axis, size: 52, values: (_, ticks) => ticks.map((tick) => (isShare ? text(tick) : `${tick}`)) },
    ],
    series: [
      {},
      { ...curve, stroke: colour("--channel-2"), width: 1.25 },
      { ...curve, stroke: colour("--channel-1"), width: 2, spanGaps: true },
      ...(isShare
        ? [
            {
              ...curve,
              stroke: colour("--channel-3"),
              width: 1.5,
              dash: [5, 5],
              spanGaps: true,
              points: { show: false },
            },
          ]
        : []),
    ],
  };
  return new uPlot(options, [[], ...options.series.slice(1).map(() => [])], element);
}
