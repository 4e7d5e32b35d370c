import { type Signal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { openedModel, openMadeModel } from "../state/opened-model.js";
import type { Training } from "../state/training.js";
import type { TrainingOutcome } from "../training/messages.js";
import { ConfusionTable } from "./confusion-table.js";
import { percent } from "./percent.js";

interface TrainingOutcomePanelProps {
  readonly now: Training;
  readonly outcome: TrainingOutcome;
}

/** How good the net is, what it confuses, and the way to use it in the rest of the page. */
export function TrainingOutcomePanel({ now, outcome }: TrainingOutcomePanelProps): JSX.Element {
  const { choice, facts } = now;
  const { confusion, weights } = outcome;
  const origin = `this page's training, seed ${choice.seed}`;
  const used = weights === usedWeights.value && openedModel.value?.fileName === origin;
  return (
    <div class="training-outcome">
      <div>
        <p class="verdict-class" data-testid="training-result">
          {percent(confusion.accuracy)}
        </p>
        <p>right on the test split, which it has never seen</p>
        {facts !== null && <p class="muted">Trained by Keras: {percent(facts.kerasAccuracy)}</p>}
        {choice.net === "motion" && (
          <button type="button" data-testid="use-trained" disabled={used} onClick={() => void useNet(origin, weights)}>
            {used ? "In use above" : "Use it on the recordings above"}
          </button>
        )}
      </div>
      <ConfusionTable counts={confusion.counts} classNames={facts?.classNames ?? []} />
    </div>
  );
}

/** The weights that were last put to use. */
const usedWeights: Signal<TrainingOutcome["weights"] | null> = signal(null);

/** Opens the motion net with these weights, as if it came from a file, and shows what it says of the recording. */
async function useNet(origin: string, weights: readonly Float32Array[]): Promise<void> {
  await openMadeModel(origin, async () => {
    const { recipes } = await import("@sepconv/train");
    const net = recipes.motion.build();
    net.setWeights(net.weights.map(({ shape }, index) => ({ shape, data: weights[index] ?? [] })));
    return net;
  });
  usedWeights.value = weights;
  document.querySelector(".recording")?.scrollIntoView({ block: "nearest" });
}
