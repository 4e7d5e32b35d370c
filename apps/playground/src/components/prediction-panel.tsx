import type { JSX } from "preact";
import { deviceTitles } from "../state/devices.js";
import { failure, largest, type Prediction, predicting, prediction } from "../state/predictions.js";
import { testSplit } from "../state/recordings.js";
import { ProbabilityBars } from "./probability-bars.js";

/** The most outputs that are shown as bars. */
const mostBars = 12;

/** What the model says of the input: the class, whether that is right, and all probabilities. */
export function PredictionPanel(): JSX.Element {
  const shown = prediction.value;
  const names = outputNames(shown);
  return (
    <section class="panel prediction" aria-labelledby="prediction-title">
      <h2 id="prediction-title">Prediction</h2>
      <div class="verdict" aria-live="polite">
        {failure.value !== null ? <p class="notice">{failure.value}</p> : <Verdict shown={shown} names={names} />}
      </div>
      <div
        data-testid="predictions"
        data-device={shown?.device}
        data-recording={shown?.recording === null ? "made up" : shown?.recording}
        aria-busy={shown === null || predicting.value}
      >
        {failure.value === null && <ProbabilityBars names={names} values={shown?.values ?? null} />}
      </div>
      {shown !== null && shown.values.length > mostBars && (
        <p class="muted">
          The first {mostBars} of {shown.values.length} numbers.
        </p>
      )}
    </section>
  );
}

function Verdict({
  shown,
  names,
}: {
  readonly shown: Prediction | null;
  readonly names: readonly string[];
}): JSX.Element {
  if (shown === null) return <p class="verdict-class muted">…</p>;
  const best = largest(shown.values);
  const label = shown.recording === null ? undefined : testSplit.value?.labels[shown.recording];
  const classes = testSplit.value?.classNames;
  const judged = label !== undefined && classes?.length === shown.values.length;
  return (
    <>
      <p class="verdict-class" data-testid="predicted-class">
        {names[best] ?? `output ${best + 1}`}
      </p>
      <p class="verdict-mark">
        {!judged && "No true class to compare with"}
        {judged &&
          (label === best ? (
            <span class="right">✓ right</span>
          ) : (
            <span class="wrong">✗ wrong: {classes?.[label]}</span>
          ))}
        <span class="muted"> · on {deviceTitles[shown.device]}</span>
      </p>
    </>
  );
}

/** The recordings' class names for a model with as many outputs that takes them; else numbers. */
function outputNames(shown: Prediction | null): readonly string[] {
  const classes = testSplit.value?.classNames ?? [];
  if (shown === null) return classes;
  const named = shown.recording !== null && shown.values.length === classes.length;
  if (named) return classes;
  return Array.from({ length: Math.min(shown.values.length, mostBars) }, (_, index) => `output ${index + 1}`);
}
