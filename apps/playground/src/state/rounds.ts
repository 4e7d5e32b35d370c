import { effect } from "@preact/signals";
import { AbortedError, DeviceLostError } from "@sepconv/core";
import { errorText } from "../data/error-text.js";
import { recordingInput, type TestSplit } from "../data/test-split.js";
import { chosenDevice, chosenName, type DeviceName, loseDevice } from "./devices.js";
import { type Input, predict, predictSplit, type Task, timePrediction } from "./measure.js";
import { madeUpInput, type OpenedModel, openedModel, recordingsFit } from "./opened-model.js";
import { failure, type Measurement, measurements, predicting, prediction } from "./predictions.js";
import { recordingIndex, testSplit } from "./recordings.js";
import { inTurn } from "./turns.js";

/** Everything that a round needs, as it was when the round was asked for. */
interface Round {
  readonly task: Task;
  readonly name: DeviceName;
  readonly opened: OpenedModel;
  readonly recording: number | null;
  readonly input: Input;
}

let newest = 0;

/** From now on, each choice of a model, a device or a recording starts a round of predictions; a newer one ends it. */
export function startRounds(): void {
  let measured: OpenedModel | null = null;
  effect(() => {
    const number = ++newest;
    const round = readRound(() => number !== newest);
    if (round === null) return;
    if (round.opened !== measured) measurements.value = {};
    measured = round.opened;
    predicting.value = true;
    inTurn(() => runRound(round));
  });
}

function readRound(isOld: () => boolean): Round | null {
  const [opened, device, name] = [openedModel.value, chosenDevice.value, chosenName.value];
  if (opened === null || device === null || name === null) return null;
  const recording = recordingsFit.value ? recordingIndex.value : null;
  const input = recording === null ? madeUpInput.value : recordedInput(recording);
  if (input === null) return null;
  const signal = {
    get aborted() {
      return isOld();
    },
  };
  return { task: { model: opened.model, device, signal }, name, opened, recording, input };
}

function recordedInput(recording: number): Input | null {
  const split = testSplit.value;
  return split && { elements: recordingInput(split, recording), shape: [1, ...split.shape.slice(1)] };
}

/** Shows one prediction; then, once per model and device, times it and predicts the whole split. Never rejects. */
async function runRound(round: Round): Promise<void> {
  const { task, name, opened, recording, input } = round;
  try {
    const values = await predict(task, input);
    if (task.signal.aborted) return;
    prediction.value = { opened, device: name, recording, values };
    failure.value = null;
    predicting.value = false;
    await measure(round);
  } catch (error) {
    if (error instanceof AbortedError || task.signal.aborted) return;
    predicting.value = false;
    failure.value = errorText(error);
    if (error instanceof DeviceLostError) loseDevice(name, error.message);
  }
}

/** What is not known yet of the device with this model; an older round's results are kept. */
async function measure({ task, name, recording, input, opened }: Round): Promise<void> {
  const known = (): Measurement => measurements.peek()[name] ?? { time: null, split: null };
  const learn = (part: Partial<Measurement>): void => {
    if (!task.signal.aborted) measurements.value = { ...measurements.peek(), [name]: { ...known(), ...part } };
  };
  const split = testSplit.peek();
  const comparable = recording !== null && sameClasses(opened, split);
  if (known().time !== null) return;
  // The prediction is drawn before the long work begins.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (split && comparable && known().split === null) learn({ split: await predictSplit(task, split) });
  learn({ time: await timePrediction(task, input) });
}

function sameClasses({ facts: { outputShape } }: OpenedModel, split: TestSplit | null): boolean {
  return outputShape?.length === 2 && outputShape[1] === split?.classNames.length;
}
