import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { ModelFormatError, tensor, withDevice } from "@sepconv/core";
import type { Model } from "@sepconv/layers";
import { errorText } from "../data/error-text.js";
import { fits, type ModelFacts, modelFacts } from "../data/model-facts.js";
import { type SyntheticInput, syntheticInput } from "../data/synthetic-input.js";
import { chosenDevice } from "./devices.js";
import { dataFailure, testSplit } from "./recordings.js";
import { inTurn } from "./turns.js";

/** A model that runs, and the file that it came from. */
export interface OpenedModel {
  readonly model: Model;
  readonly facts: ModelFacts;
  readonly fileName: string;
}

/** A file that could not be opened, with the whole reason. */
export interface Refusal {
  readonly fileName: string;
  readonly reason: string;
}

export const openedModel: Signal<OpenedModel | null> = signal(null);

/** The file that is being read; null when none is. */
export const openingFile: Signal<string | null> = signal(null);

/** The last file that was refused; gone when another opens. */
export const refusal: Signal<Refusal | null> = signal(null);

/** Whether the recordings fit the model; else it runs on a made-up input. */
export const recordingsFit: ReadonlySignal<boolean> = computed(() => {
  const [opened, split] = [openedModel.value, testSplit.value];
  return opened !== null && split !== null && fits(opened.facts.inputShape, [1, ...split.shape.slice(1)]);
});

/** The made-up input of a model that the recordings do not fit. */
export const madeUpInput: ReadonlySignal<SyntheticInput | null> = computed(() => {
  if (openedModel.value === null || recordingsFit.value) return null;
  if (testSplit.value === null && dataFailure.value === null) return null;
  return syntheticInput(openedModel.value.facts.inputShape) ?? null;
});

let newest = 0;

/**
 * Opens a model file. The working model stays until the new one has predicted something; whatever stands in the way is
 * kept as the refusal. Of several files opened at once the last one wins.
 */
export async function openModel(fileName: string, source: Blob | URL): Promise<void> {
  await open(fileName, async () => {
    const { loadModel } = await import("@sepconv/io");
    return await loadModel(source, { compile: false });
  });
}

/** Opens a model that was made in this page, and says where it is from. */
export async function openMadeModel(origin: string, make: () => Promise<Model>): Promise<void> {
  await open(origin, make);
}

async function open(fileName: string, make: () => Promise<Model>): Promise<void> {
  const turn = ++newest;
  openingFile.value = fileName;
  refusal.value = null;
  let model: Model | null = null;
  try {
    model = await make();
    const facts = modelFacts(model);
    await tryOut(model, facts);
    if (turn !== newest) return;
    const former = openedModel.value;
    openedModel.value = { model, facts, fileName };
    model = null;
    if (former) await inTurn(async () => former.model.dispose());
  } catch (error) {
    if (turn === newest) refusal.value = { fileName, reason: errorText(error) };
  } finally {
    model?.dispose();
    if (turn === newest) openingFile.value = null;
  }
}

/** Predicts once on the chosen device. @throws the named error of what the model needs and sepconv lacks. */
async function tryOut(model: Model, facts: ModelFacts): Promise<void> {
  const device = chosenDevice.value;
  const input = syntheticInput(facts.inputShape);
  if (input === undefined) {
    throw new ModelFormatError({
      where: "playground",
      problem: "the model does not say which input it takes, or takes one too large for this page",
      expected: "an input shape of at most 4 million numbers",
      got: facts.inputShape,
      remedy: "Save the model from Keras after it was built.",
    });
  }
  if (device === null) return;
  await inTurn(async () => {
    const output = await withDevice(device, () => model.predict(tensor(input.elements, input.shape)));
    output.dispose();
  });
}
