import type { JSX } from "preact";
import type { Training } from "../state/training.js";
import { LearningChart } from "./learning-chart.js";
import { percent } from "./percent.js";

/** Loss and accuracy of both splits, epoch by epoch; of the epoch that runs, what it has come to so far. */
export function TrainingCurves({ now }: { readonly now: Training }): JSX.Element {
  const { epochs, stand, facts, outcome } = now;
  const runs = outcome === null && stand !== null && stand.epochs > epochs.length ? stand : null;
  const at = [...epochs.map(({ epoch }) => epoch), ...(runs ? [runs.epochs] : [])];
  const total = facts?.epochs ?? 1;
  const none = runs ? [null] : [];
  return (
    <div>
      <div class="training-charts">
        <LearningChart
          title="Loss"
          testId="training-loss"
          epochs={total}
          at={at}
          training={[...epochs.map(({ loss }) => loss), ...(runs ? [runs.loss] : [])]}
          test={[...epochs.map(({ testLoss }) => testLoss ?? null), ...none]}
          text={(value) => value.toFixed(value < 1 ? 3 : 2)}
        />
        <LearningChart
          title="Accuracy"
          testId="training-accuracy"
          epochs={total}
          at={at}
          training={[...epochs.map(({ accuracy }) => accuracy), ...(runs ? [runs.accuracy] : [])]}
          test={[...epochs.map(({ testAccuracy }) => testAccuracy ?? null), ...none]}
          text={percent}
          goal={facts?.kerasAccuracy ?? null}
        />
      </div>
      <p class="muted">
        By epoch. Training counts while the net learns, on what it learns from. Test counts after each epoch, on what it
        never sees, and with the averages of its normalization, which need some hundred updates.
      </p>
    </div>
  );
}
