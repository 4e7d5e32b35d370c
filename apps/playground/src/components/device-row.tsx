import type { JSX } from "preact";
import { chosenName, type DeviceName, devices, deviceTitles } from "../state/devices.js";
import { measurements } from "../state/predictions.js";

/** One device: the radio button to choose it and its times, or the reason why it is not to be had. */
export function DeviceRow({ name }: { readonly name: DeviceName }): JSX.Element {
  const state = devices[name].value;
  const reasonId = `reason-${name}`;
  return (
    <tr class={state.status} data-testid={`device-${name}`} data-status={state.status}>
      <th scope="row">
        <label>
          <input
            type="radio"
            name="device"
            value={name}
            checked={chosenName.value === name}
            disabled={state.status !== "open"}
            aria-describedby={state.status === "missing" ? reasonId : undefined}
            onChange={() => {
              chosenName.value = name;
            }}
          />
          {deviceTitles[name]}
        </label>
      </th>
      {state.status === "open" && <Times name={name} />}
      {state.status === "opening" && (
        <td colSpan={3} class="muted">
          opening…
        </td>
      )}
      {state.status === "missing" && (
        <td colSpan={3} class="reason" id={reasonId}>
          {state.reason}
        </td>
      )}
    </tr>
  );
}

function Times({ name }: { readonly name: DeviceName }): JSX.Element {
  const measurement = measurements.value[name];
  const waiting = chosenName.value === name ? "…" : "–";
  const split = measurement?.split;
  const total = split?.classes.length ?? 1;
  return (
    <>
      <td data-testid={`time-${name}`}>
        {measurement?.time ? `${milliseconds(measurement.time.milliseconds)} ms` : waiting}
      </td>
      <td>{split ? `${milliseconds(split.milliseconds)} ms` : measurement?.time ? "–" : waiting}</td>
      <td>{split ? `${Math.round((1000 * split.correct) / total) / 10} %` : measurement?.time ? "–" : waiting}</td>
    </>
  );
}

/** Three significant digits at most: `0.42`, `7.3`, `120`. */
function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(value < 1 ? 2 : 1) : value.toFixed(0);
}
