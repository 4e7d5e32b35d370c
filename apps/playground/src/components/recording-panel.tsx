import { computed, type ReadonlySignal } from "@preact/signals";
import type { JSX } from "preact";
import { syntheticCurves } from "../data/synthetic-input.js";
import { recordingCurves, stepsPerSecond } from "../data/test-split.js";
import { madeUpInput, openedModel, recordingsFit } from "../state/opened-model.js";
import { dataFailure, recordingIndex, testSplit } from "../state/recordings.js";
import { RecordingPicker } from "./recording-picker.js";
import { shapeText } from "./shape-text.js";
import { SignalChart, type SignalChartProps } from "./signal-chart.js";

const axes = ["x", "y", "z"];

/** The two sensors of the recording that is looked at, or the made-up input. */
const charts: ReadonlySignal<readonly SignalChartProps[]> = computed(() => {
  const split = testSplit.value;
  const made = madeUpInput.value;
  if (made !== null) {
    const curves = syntheticCurves(made, 3);
    const names = curves.map((_, channel) => `channel ${channel + 1}`);
    return [{ title: "Sine", unit: "made up", names, curves, stepsPerUnit: 1, timeUnit: "step", leastExtent: 1.2 }];
  }
  if (split === null) return [];
  const curves = recordingCurves(split, recordingIndex.value);
  const time = { names: axes, stepsPerUnit: stepsPerSecond, timeUnit: "s" } as const;
  return [
    { ...time, title: "Accelerometer", unit: "m/s²", curves: curves.slice(0, 3), leastExtent: 5 },
    { ...time, title: "Gyroscope", unit: "rad/s", curves: curves.slice(3, 6), leastExtent: 2 },
  ];
});

/** The recording as curves, and the way to another one. */
export function RecordingPanel(): JSX.Element {
  return (
    <section class="panel recording" aria-labelledby="recording-title">
      {madeUpInput.value === null ? <RecordingPicker /> : <MadeUpHeading />}
      <div class="charts">
        {dataFailure.value !== null && (
          <p class="notice" role="alert">
            {dataFailure.value}
          </p>
        )}
        {charts.value.length === 0 && dataFailure.value === null && <p class="placeholder">Loading the recordings…</p>}
        {charts.value.map((chart) => (
          <SignalChart key={chart.title} {...chart} />
        ))}
      </div>
    </section>
  );
}

function MadeUpHeading(): JSX.Element {
  const wanted = shapeText(openedModel.value?.facts.inputShape ?? null);
  const recorded = testSplit.value === null ? "missing" : shapeText([null, ...testSplit.value.shape.slice(1)]);
  return (
    <div class="recording-heading">
      <h2 id="recording-title">A made-up input</h2>
      <p class="notice">
        This model takes {wanted}; the recordings are {recorded}. They do not fit, so it runs on a sine, each channel a
        little later than the one before{recordingsFit.value ? "" : ". The first channels are shown"}.
      </p>
    </div>
  );
}
