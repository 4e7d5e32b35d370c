import type { JSX } from "preact";
import type { Training } from "../state/training.js";

/** How far a training is, how fast it goes, and how long the rest takes. */
export function TrainingProgressLine({ now }: { readonly now: Training }): JSX.Element {
  const { facts, stand, status, epochs, outcome } = now;
  const total = facts?.epochs ?? 1;
  const done = outcome === null ? Math.max(stand?.epochs ?? 0, epochs.length) : epochs.length;
  return (
    <div class="training-progress">
      <progress aria-label="Training" max={total} value={done} data-testid="training-progress" />
      <p class="training-numbers">
        <span data-testid="training-epoch">
          Epoch {Math.min(total, outcome === null ? Math.floor(done) + 1 : done)} of {facts === null ? "…" : total}
        </span>
        {stand !== null && <span>{rate(stand.updatesPerSecond)} updates a second</span>}
        {status === "running" && stand !== null && <span>{duration(stand.remaining)} left</span>}
      </p>
    </div>
  );
}

function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
}

/** `8 s`, `1 min 20 s` */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
