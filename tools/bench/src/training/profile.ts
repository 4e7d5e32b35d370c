// Where a step's time goes: node profile.js <task> <steps>
// Prints a Profile as JSON.

import { createWasmBackend } from "@sepconv/backend-wasm";
import { useBackend } from "@sepconv/core";
import { inputOf } from "../peers/cases.js";
import { median } from "../peers/statistics.js";
import { observed } from "./observed-backend.js";
import { SepconvTraining } from "./runtimes/sepconv.js";
import { trainingTaskOf } from "./training-task.js";

/** What one step does, medians over steps, on WebAssembly in one thread, by `valueAndGrad` and `optimizer.apply`. */
export interface Profile {
  readonly milliseconds: number;
  readonly allocations: number;
  /** Milliseconds and launches of each kind of kernel, in one step. */
  readonly kernels: Readonly<Record<string, { readonly milliseconds: number; readonly launches: number }>>;
}

const [, , name = "", steps = ""] = process.argv;
const { backend, observation } = observed(await createWasmBackend());
await useBackend(backend);
const task = trainingTaskOf({ name });
const training = new SepconvTraining(task, inputOf(task));
for (let warmUp = 0; warmUp < Number(steps) / 2; warmUp++) training.step();

const whole: number[] = [];
const parts = new Map<string, { readonly times: number[]; readonly launches: number }>();
for (let step = 0; step < Number(steps); step++) {
  observation.reset();
  const start = performance.now();
  training.step();
  whole.push(performance.now() - start);
  for (const [kernel, { milliseconds, launches }] of observation.kernels) {
    parts.set(kernel, { times: [...(parts.get(kernel)?.times ?? []), milliseconds], launches });
  }
}
const profile: Profile = {
  milliseconds: median(whole),
  allocations: observation.allocations,
  kernels: Object.fromEntries(
    [...parts].map(([kernel, { times, launches }]) => [kernel, { milliseconds: median(times), launches }]),
  ),
};
console.log(JSON.stringify(profile));
