import type { JSX } from "preact";
import { chooseRecording, recordingIndex, testSplit } from "../state/recordings.js";

/** Which recording is shown, what it is of, and previous, next and list to choose another. */
export function RecordingPicker(): JSX.Element {
  const split = testSplit.value;
  const index = recordingIndex.value;
  const count = split?.shape[0] ?? 0;
  const labels = Array.from(split?.labels ?? []);
  const className = (label: number | undefined): string => split?.classNames[label ?? -1] ?? "…";
  return (
    <div class="recording-heading">
      <div>
        <h2 id="recording-title">
          Recording {index + 1} <span class="muted">of {count || "…"}</span>
        </h2>
        <p>
          True class: <strong data-testid="true-class">{className(labels[index])}</strong>
        </p>
      </div>
      <div class="recording-controls">
        <button
          type="button"
          aria-label="Previous recording"
          disabled={count === 0}
          onClick={() => chooseRecording(index - 1)}
        >
          ←
        </button>
        <select
          aria-label="Recording"
          disabled={count === 0}
          value={index}
          onChange={(event) => chooseRecording(Number(event.currentTarget.value))}
        >
          {labels.map((label, recording) => (
            <option key={recording} value={recording}>
              {recording + 1} · {className(label)}
            </option>
          ))}
        </select>
        <button
          type="button"
          aria-label="Next recording"
          disabled={count === 0}
          onClick={() => chooseRecording(index + 1)}
        >
          →
        </button>
      </div>
    </div>
  );
}
