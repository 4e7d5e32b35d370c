import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { isTraining, startTraining, stopTraining, training, trainingFailure } from "../state/training.js";
import { RefusalNotice } from "./refusal-notice.js";
import { TrainingForm } from "./training-form.js";

/** What shows a training; null until the first begins, when it is loaded. */
type TrainingView = () => JSX.Element | null;

/** Trains a net from scratch, in a worker, and shows how it learns. */
export function TrainPanel(): JSX.Element {
  const view = useSignal<{ readonly Show: TrainingView } | null>(null);
  const load = async (): Promise<void> => {
    view.value ??= { Show: (await import("./training-view.js")).TrainingView };
  };
  const Show = view.value?.Show;
  return (
    <section class="panel train" aria-labelledby="train-title" data-testid="train-panel">
      <h2 id="train-title">Train one yourself</h2>
      <p class="muted">
        From random weights, by the recipe that Keras trained the net by. It runs in a worker of this page, on your
        device.
      </p>
      <TrainingForm
        running={isTraining.value}
        stopping={training.value?.status === "stopping"}
        onTrain={(choice) => {
          startTraining(choice);
          load().catch((error: unknown) => {
            stopTraining();
            trainingFailure.value = `The panel cannot be loaded. ${String(error)}`;
          });
        }}
        onStop={stopTraining}
      />
      <div aria-live="assertive">
        {trainingFailure.value !== null && (
          <RefusalNotice
            testId="training-refusal"
            reason={trainingFailure.value}
            onDismiss={() => {
              trainingFailure.value = null;
            }}
          >
            <strong>The net</strong> was not trained.
          </RefusalNotice>
        )}
      </div>
      {Show && <Show />}
    </section>
  );
}
