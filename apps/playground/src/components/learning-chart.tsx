import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { makeLearningPlot } from "./make-learning-plot.js";
import { usePlot } from "./use-plot.js";

export interface LearningChartProps {
  readonly title: string;
  readonly testId: string;
  /** How many epochs the axis has. */
  readonly epochs: number;
  /** Where each point lies, in epochs. */
  readonly at: readonly number[];
  readonly training: readonly number[];
  /** Null where the split was not tested. */
  readonly test: readonly (number | null)[];
  readonly text: (value: number) => string;
  /** What Keras reached, for shares that end at 1; missing for a loss. */
  readonly goal?: number | null;
}

/** A number's curves over the epochs of a training, on both splits. */
export function LearningChart(props: LearningChartProps): JSX.Element {
  const { title, testId, epochs, at, training, test, text, goal } = props;
  const { place, plot } = usePlot((element) => makeLearningPlot(element, props), [epochs, goal]);

  useLayoutEffect(() => {
    const goals = goal === undefined ? [] : [[goal, ...at.map(() => null), goal]];
    const padded = (values: readonly (number | null)[]): (number | null)[] => [null, ...values, null];
    plot.current?.setData([[0, ...at, epochs], padded(training), padded(test), ...goals]);
  }, [at, epochs, goal]);

  const newest = [
    { name: "training", value: training.at(-1), line: "channel-2" },
    { name: "test", value: test.findLast((value) => value !== null) ?? undefined, line: "channel-1" },
    ...(goal === undefined ? [] : [{ name: "Keras", value: goal ?? undefined, line: "channel-3 dashed" }]),
  ];
  return (
    <figure class="chart" data-testid={testId} data-points={at.length}>
      <figcaption>
        <span>{title}</span>
        <ul class="legend">
          {newest.map(({ name, value, line }) => (
            <li key={name} class={line}>
              <svg viewBox="0 0 20 4" aria-hidden="true">
                <line x1="0" y1="2" x2="20" y2="2" />
              </svg>
              {name} <span class="legend-value">{value === undefined ? "" : text(value)}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={place} class="chart-place" role="img" aria-label={description(props)} />
    </figure>
  );
}

function description({ title, training, test, text }: LearningChartProps): string {
  const range = (name: string, values: readonly (number | null)[]): string => {
    const known = values.filter((value) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    return first === undefined || last === undefined
      ? `${name}: none yet`
      : `${name} from ${text(first)} to ${text(last)}`;
  };
  return `${title}: ${range("training", training)}, ${range("test", test)}.`;
}
