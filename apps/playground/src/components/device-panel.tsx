import type { JSX } from "preact";
import { deviceNames } from "../state/devices.js";
import { measurements } from "../state/predictions.js";
import { testSplit } from "../state/recordings.js";
import { DeviceRow } from "./device-row.js";

/** Chooses the device, and compares those that were tried. */
export function DevicePanel(): JSX.Element {
  const count = testSplit.value?.shape[0] ?? 40;
  const runs = Object.values(measurements.value).find((measurement) => measurement.time !== null)?.time?.runs;
  return (
    <section class="panel devices" aria-labelledby="device-title">
      <h2 id="device-title">Device</h2>
      <fieldset>
        <legend class="visually-hidden">Predict on</legend>
        <table class="device-table">
          <thead>
            <tr>
              <th scope="col">Predict on</th>
              <th scope="col">one</th>
              <th scope="col">all {count}</th>
              <th scope="col">right</th>
            </tr>
          </thead>
          <tbody>
            {deviceNames.map((name) => (
              <DeviceRow key={name} name={name} />
            ))}
          </tbody>
        </table>
      </fieldset>
      <p class="muted">
        Milliseconds from numbers to numbers: one recording, median{runs === undefined ? "" : ` of ${runs} runs`}; all
        of them in one batch, once. A device is measured when it is first chosen.
      </p>
    </section>
  );
}
