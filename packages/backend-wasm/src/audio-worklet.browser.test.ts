import { expect, test } from "vitest";
import { compileWasmModules } from "./index.js";

test("an audio worklet opens a backend at once, with modules that the page has compiled", async () => {
  const context = new OfflineAudioContext({ numberOfChannels: 1, length: 1024, sampleRate: 8000 });
  await context.audioWorklet.addModule(new URL("../test/smoothing-processor.ts", import.meta.url).href);
  const source = context.createConstantSource();
  source.offset.value = 0.5;
  const node = new AudioWorkletNode(context, "smoothing", { processorOptions: { modules: compileWasmModules() } });
  const failed = new Promise((_, reject) => {
    node.onprocessorerror = () => reject(new Error("the processor failed"));
  });
  source.connect(node).connect(context.destination);
  source.start();
  const rendered = await Promise.race([context.startRendering(), failed]);
  if (!(rendered instanceof AudioBuffer)) throw new Error("nothing was rendered");
  const samples = rendered.getChannelData(0);
  // Every sample is the mean of itself and its neighbours in its block of 128: of two of them at the block's ends.
  expect(samples[200]).toBeCloseTo(0.5, 6);
  expect(samples[128]).toBeCloseTo(0.5 * 0.75, 6);
});
