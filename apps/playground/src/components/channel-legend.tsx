import type { JSX } from "preact";

interface ChannelLegendProps {
  readonly names: readonly string[];
  /** The values that the reader points at; undefined where there are none. */
  readonly values: readonly (number | undefined)[];
}

/** Names the curves, and tells their values where the reader points. */
export function ChannelLegend({ names, values }: ChannelLegendProps): JSX.Element {
  return (
    <ul class="legend">
      {names.map((name, channel) => (
        <li key={name} class={`channel-${channel + 1}`}>
          <svg viewBox="0 0 20 4" aria-hidden="true">
            <line x1="0" y1="2" x2="20" y2="2" />
          </svg>
          {name} <span class="legend-value">{values[channel]?.toFixed(2) ?? ""}</span>
        </li>
      ))}
    </ul>
  );
}
