// What a step keeps in memory: node --expose-gc memory.js <task> <steps>
// Prints MemoryFigures as JSON.

import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { inputOf } from "../peers/cases.js";
import { observed } from "./observed-backend.js";
import { SepconvTraining } from "./runtimes/sepconv.js";
import { savedActivationBytes, trainingTaskOf } from "./training-task.js";

/** Memory of training on WebAssembly in one thread, after a few steps. */
export interface MemoryFigures {
  /** What a backward pass has to find. */
  readonly savedBytes: number;
  /** Bytes of values between steps: data, weights and Adam's state. */
  readonly restBytes: number;
  /** The most bytes of values, packed weights and scratch in one step, those between steps among them. */
  readonly peakBytes: number;
  readonly steps: number;
  /** How much values grew over the steps, in bytes; and the process, before and after a garbage collection each. */
  readonly valueGrowth: number;
  readonly processGrowth: number;
}

const warmUpSteps = 5;
const [, , name = "", steps = ""] = process.argv;
const { backend, observation } = observed(await createWasmBackend());
await useBackend(backend);
const task = trainingTaskOf({ name });
const training = new SepconvTraining(task, inputOf(task));
for (let step = 0; step < warmUpSteps; step++) training.step();

const restBytes = backend.statistics().liveBytes;
observation.reset();
training.step();
const peakBytes = observation.peakBytes + backend.statistics().peakScratchBytes;

const before = measured();
for (let step = 0; step < Number(steps); step++) training.step();
const after = measured();
const figures: MemoryFigures = {
  savedBytes: savedActivationBytes(task),
  restBytes,
  peakBytes,
  steps: Number(steps),
  valueGrowth: after.values - before.values,
  processGrowth: after.process - before.process,
};
console.log(JSON.stringify(figures));

function measured(): { values: number; process: number } {
  globalThis.gc?.();
  return { values: backend.statistics().liveBytes, process: process.memoryUsage.rss() };
}
