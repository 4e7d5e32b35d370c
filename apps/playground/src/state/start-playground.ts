import { errorText } from "../data/error-text.js";
import { fetchTestSplit } from "../data/test-split.js";
import { openDevices } from "./devices.js";
import { openModel } from "./opened-model.js";
import { dataFailure, testSplit } from "./recordings.js";
import { startRounds } from "./rounds.js";

/** Opens the devices, the recordings and the motion model, all at once, and keeps predicting what is chosen. */
export async function startPlayground(): Promise<void> {
  startRounds();
  const folder = new URL("models/motion", document.baseURI);
  await Promise.all([
    openDevices(),
    openModel("model.keras", new URL(`${folder}/model.keras`)),
    loadRecordings(folder.href),
  ]);
}

async function loadRecordings(folder: string): Promise<void> {
  try {
    testSplit.value = await fetchTestSplit(folder);
  } catch (error) {
    dataFailure.value = errorText(error);
  }
}
