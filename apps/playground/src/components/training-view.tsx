import "../styles/training.css";
import type { JSX } from "preact";
import { deviceTitles } from "../state/devices.js";
import { type Training, training } from "../state/training.js";
import { percent } from "./percent.js";
import { TrainingCurves } from "./training-curves.js";
import { TrainingOutcomePanel } from "./training-outcome-panel.js";
import { TrainingProgressLine } from "./training-progress-line.js";

/** How a training goes, and what it came to. */
export function TrainingView(): JSX.Element {
  const now = training.value;
  return (
    <div class="training">
      <p role="status" class="training-status" data-testid="training-status">
        {now === null ? "" : statusOf(now)}
      </p>
      {now !== null && (
        <>
          <TrainingProgressLine now={now} />
          <TrainingCurves now={now} />
          {now.outcome !== null && <TrainingOutcomePanel now={now} outcome={now.outcome} />}
        </>
      )}
    </div>
  );
}

/** A sentence that changes seldom, so that it can be read aloud. */
function statusOf({ status, choice, facts, epochs, outcome }: Training): string {
  const what = `${choice.net} on ${deviceTitles[choice.backend]} from seed ${choice.seed}`;
  if (status === "loading") return `Fetching the recordings of ${choice.net}…`;
  if (status === "running") return `Training ${what}: ${facts?.parameters.toLocaleString("en")} parameters.`;
  if (status === "stopping") return "Stopping after the update that runs…";
  if (outcome === null) return "";
  const seconds = (outcome.milliseconds / 1000).toFixed(1);
  const end = outcome.stopped
    ? `Stopped after ${epochs.length} ${epochs.length === 1 ? "epoch" : "epochs"}`
    : `Trained ${what}`;
  return `${end}, in ${seconds} s: ${percent(outcome.confusion.accuracy)} of the test split right.`;
}
