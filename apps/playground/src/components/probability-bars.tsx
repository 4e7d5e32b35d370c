import type { JSX } from "preact";
import { largest } from "../state/predictions.js";

interface ProbabilityBarsProps {
  readonly names: readonly string[];
  /** Null while there is no prediction yet. */
  readonly values: Float32Array | null;
}

const digits = 5;

/** A bar and a number for each name. Values beyond 0 … 1 (a model without softmax) are drawn against the largest. */
export function ProbabilityBars({ names, values }: ProbabilityBarsProps): JSX.Element {
  const scale = values?.reduce((most, value) => Math.max(most, Math.abs(value)), 1) ?? 1;
  const best = values && largest(values);
  return (
    <ul class="bars">
      {names.map((name, index) => {
        const value = values?.[index];
        const share = value === undefined ? 0 : Math.abs(value) / scale;
        return (
          <li key={name} class={index === best ? "best" : undefined}>
            <span class="bar-name">{name}</span>{" "}
            <span class="bar-number">{value === undefined ? "–" : value.toFixed(digits)}</span>{" "}
            <span class="bar-track" aria-hidden="true">
              <span class="bar-fill" style={{ transform: `scaleX(${Number.isFinite(share) ? share : 0})` }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
