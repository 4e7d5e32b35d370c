import { useSignal } from "@preact/signals";
import type { NetName } from "@sepconv/train";
import type { JSX } from "preact";
import { devices, deviceTitles } from "../state/devices.js";
import type { TrainingBackend, TrainingChoice } from "../training/messages.js";

const nets: readonly { readonly name: NetName; readonly title: string; readonly task: string }[] = [
  { name: "motion", title: "Motion", task: "Four activities, from 40 recordings of a watch" },
  { name: "vowels", title: "Vowels", task: "Nine speakers, from 270 utterances of two vowels" },
  { name: "heartbeat", title: "Heartbeat", task: "Usual and unusual beats, from four minutes of ECG" },
];

const backends: readonly TrainingBackend[] = ["wasm", "cpu"];

interface TrainingFormProps {
  readonly running: boolean;
  readonly stopping: boolean;
  readonly onTrain: (choice: TrainingChoice) => void;
  readonly onStop: () => void;
}

/** Chooses what is trained; its button trains and stops. */
export function TrainingForm({ running, stopping, onTrain, onStop }: TrainingFormProps): JSX.Element {
  const net = useSignal<NetName>("motion");
  const chosen = useSignal<TrainingBackend>("wasm");
  const seed = useSignal(1);
  const missing = (name: TrainingBackend): boolean => devices[name].value.status === "missing";
  const backend = missing(chosen.value) ? "cpu" : chosen.value;
  return (
    <form
      class="training-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (running) onStop();
        else onTrain({ net: net.value, backend, seed: seed.value });
      }}
    >
      <fieldset disabled={running} class="net-choices">
        <legend class="visually-hidden">Net</legend>
        {nets.map(({ name, title, task }) => (
          <label key={name} class="net-choice">
            <input
              type="radio"
              name="net"
              value={name}
              data-testid={`train-net-${name}`}
              checked={net.value === name}
              onChange={() => {
                net.value = name;
              }}
            />
            <span>
              <strong>{title}</strong>
              <small>{task}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="training-controls">
        <label>
          <span>Train on</span>
          <select
            data-testid="train-backend"
            disabled={running}
            value={backend}
            onChange={({ currentTarget }) => {
              chosen.value = currentTarget.value === "cpu" ? "cpu" : "wasm";
            }}
          >
            {backends.map((name) => (
              <option key={name} value={name} disabled={missing(name)}>
                {deviceTitles[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Seed</span>
          <input
            type="number"
            data-testid="train-seed"
            required
            min={0}
            max={999_999_999}
            step={1}
            readOnly={running}
            value={seed.value}
            onInput={({ currentTarget }) => {
              seed.value = currentTarget.valueAsNumber;
            }}
          />
        </label>
        <button
          type="submit"
          class="primary-button"
          data-testid={running ? "train-stop" : "train-start"}
          aria-disabled={stopping}
        >
          {stopping ? "Stopping…" : running ? "Stop" : "Train"}
        </button>
      </div>
    </form>
  );
}
