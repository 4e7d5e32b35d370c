import type { JSX } from "preact";
import { chosenName, deviceTitles } from "../state/devices.js";
import { recordingsFit } from "../state/opened-model.js";
import { measurements } from "../state/predictions.js";
import { testSplit } from "../state/recordings.js";
import { RecordingCells } from "./recording-cells.js";

/** All recordings by their true class, each showing what the model takes it for: the confusion, one cell a recording. */
export function TestSplitPanel(): JSX.Element {
  const split = testSplit.value;
  const name = chosenName.value;
  const result = (name && measurements.value[name]?.split) ?? null;
  const count = split?.shape[0] ?? 0;
  return (
    <section class="panel test-split" aria-labelledby="test-split-title">
      <h2 id="test-split-title">The test split</h2>
      <p data-testid="accuracy" aria-live="polite">
        {result === null || name === null
          ? recordingsFit.value
            ? "Predicting…"
            : "No accuracy: the recordings do not fit this model."
          : `${result.correct} of ${count} right, ${((100 * result.correct) / count).toFixed(1).replace(".0", "")} % accuracy on ${deviceTitles[name]}.`}
      </p>
      <div class="cell-rows">
        {split?.classNames.map((className, label) => (
          <RecordingCells key={className} className={className} label={label} split={split} result={result} />
        ))}
      </div>
      <p class="muted">
        A row is a true class, a cell a recording; its letter is the predicted class. Filled is right, crossed out is
        wrong.
      </p>
    </section>
  );
}
