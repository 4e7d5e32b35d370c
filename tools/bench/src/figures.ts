import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, openDevice, tensor, useDevice, zeros } from "@sepconv/core";
import { loadModel } from "@sepconv/io";
import { SeparableConv1D } from "@sepconv/layers";
import { measureAllocator } from "./allocator-trace.js";
import { createEmptyBackend } from "./empty-backend.js";
import { medianMicroseconds, medianMicrosecondsSync } from "./measure.js";
import { optimizerSteps } from "./optimizer-steps.js";

const line = (what: string, figure: number, unit: string): void => {
  console.log(`${what.padEnd(64)}${figure.toFixed(figure < 10 ? 2 : 1).padStart(9)} ${unit}`);
};

console.log(`${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}; medians of 15 rounds\n`);

/** What `layer.apply` costs when its kernel does nothing and its output is disposed at once. */
function callOverhead(device: Device): void {
  useDevice(device);
  const layer = new SeparableConv1D({ filters: 64, kernelSize: 15, padding: "same", activation: "relu" });
  const x = zeros([1, 128, 64]);
  const call = (): void => layer.apply(x).dispose();
  for (let warmUp = 0; warmUp < 20_000; warmUp++) call();
  line(`layer.apply over an empty kernel, memory ${device.name}`, medianMicrosecondsSync(5000, call), "µs");
}

/** A block of a keyword network through the layer: `[1, 128, 64]` → `[1, 128, 64]`, kernel size 15. */
function block(device: Device): void {
  useDevice(device);
  const layer = new SeparableConv1D({ filters: 64, kernelSize: 15, padding: "same", activation: "relu" });
  const x = tensor(
    Float32Array.from({ length: 128 * 64 }, (_, index) => Math.sin(index)),
    [1, 128, 64],
  );
  const call = (): void => layer.apply(x).dispose();
  for (let warmUp = 0; warmUp < 200; warmUp++) call();
  const microseconds = medianMicrosecondsSync(100, call);
  const operations = 2 * 128 * (64 * 15 + 64 * 64);
  line(`SeparableConv1D (1, 128, 64 → 64, k 15) on ${device.name}`, microseconds, "µs");
  line("", operations / microseconds / 1000, "GFLOP/s");
}

/** One recording through the motion model, whole `predict`. */
async function motion(device: Device): Promise<void> {
  useDevice(device);
  const bytes = await readFile("apps/playground/public/models/motion/model.keras");
  const model = await loadModel(bytes);
  const x = tensor(
    Float32Array.from({ length: 600 }, (_, index) => Math.sin(index)),
    [1, 100, 6],
  );
  const call = async (): Promise<void> => (await model.predict(x)).dispose();
  for (let warmUp = 0; warmUp < 50; warmUp++) await call();
  line(`motion model, predict of one recording, on ${device.name}`, (await medianMicroseconds(30, call)) / 1000, "ms");
}

/** One step of Adam, its gradients given. */
function updates(device: Device): void {
  for (const { what, microseconds, gigabytesPerSecond } of optimizerSteps(device)) {
    line(`Adam, ${what}, on ${device.name}`, microseconds, "µs");
    line("", gigabytesPerSecond, "GB/s");
  }
}

/** What memory costs on WebAssembly, and how much of it lies idle between blocks. */
async function allocator(): Promise<void> {
  for (const liveBlocks of [10, 100, 1000]) {
    const backend = await createWasmBackend({ memoryLimit: 2 ** 32 });
    const { nanoseconds, spread } = measureAllocator(backend, liveBlocks);
    line(`allocate and free, ${liveBlocks} blocks of 16 B to 1 MiB alive`, nanoseconds, "ns");
    line("highest byte in use over the most bytes alive", spread, "×");
    backend.dispose();
  }
}

for (const collected of [true, false]) callOverhead(await openDevice(createEmptyBackend(collected)));
const devices = [await openDevice(createCpuBackend()), await openDevice(createWasmBackend())];
for (const device of devices) block(device);
for (const device of devices) await motion(device);
for (const device of devices) updates(device);
await allocator();
