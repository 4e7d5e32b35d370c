import { afterEach, describe, expect, test } from "vitest";
import { createWasmContext, type WasmContext } from "../wasm-context.js";
import { settledOptions } from "../wasm-options.js";
import { globalWebAssembly } from "../web-assembly.js";
import { controlWord } from "./control-block.js";
import { startThreadPool, type ThreadPool } from "./thread-pool.js";
import { findWorkers, type StartWorker } from "./worker-port.js";

let pool: ThreadPool | undefined;
afterEach(() => pool?.dispose());

function sharedContext(): WasmContext {
  const api = globalWebAssembly();
  if (!api) throw new Error("these tests need WebAssembly");
  return createWasmContext(api, {}, settledOptions({}), 2 ** 24);
}

async function started(start: StartWorker | string, patience?: number): Promise<ThreadPool> {
  if (typeof start === "string") throw new Error(start);
  const context = sharedContext();
  const opened = await startThreadPool(context.memory, 3, context.reserve, start, patience);
  if (typeof opened === "string") throw new Error(opened);
  pool = opened;
  return opened;
}

/** A worker that listens and then stays in its first job for ever. */
const silent: StartWorker = () => ({
  post(message) {
    if (!("memory" in message && "control" in message && "index" in message)) return;
    const { memory, control, index } = message as { memory: WebAssembly.Memory; control: number; index: number };
    const words = new Int32Array(memory.buffer, control, 64);
    Atomics.store(words, controlWord.busy + index, 1);
    Atomics.add(words, controlWord.ready, 1);
  },
  terminate() {},
});

/** A function that remembers which items it computed. */
function remembering(): { readonly functions: object; readonly run: (...numbers: number[]) => void; counts: number[] } {
  const counts = new Array<number>(100).fill(0);
  const run = (_scratch: number, first = 0, last = 0): void => {
    for (let item = first; item < last; item++) counts[item] = (counts[item] ?? 0) + 1;
  };
  return { functions: { run }, run, counts };
}

const work = { items: 100, flopsPerItem: 100_000, scratchBytes: 0, rest: [] };

describe("a worker that is lost", () => {
  test("costs no result, is told once, and ends the threads", async () => {
    const lonely = await started(silent, 20);
    const { functions, run, counts } = remembering();
    lonely.run({}, functions, run, work, 0);
    expect(counts.every((count) => count > 0)).toBe(true);
    expect(lonely.accepts(work)).toBe(false);
    expect(lonely.takeLoss()).toBe("a worker did not come back (it was waited for 0.02 s)");
    expect(lonely.takeLoss()).toBeNull();
  });
});

describe("work", () => {
  test("that is small, or one item, stays on one thread", async () => {
    const { accepts } = await started(findWorkers());
    expect(accepts(work)).toBe(true);
    expect(accepts({ ...work, items: 1, flopsPerItem: 10 ** 9 })).toBe(false);
    expect(accepts({ ...work, flopsPerItem: 1000 })).toBe(false);
    pool?.dispose();
    expect(accepts(work)).toBe(false);
  });
});

describe("where there are no threads", () => {
  const isolation =
    "threads share memory, which needs a page that is cross-origin isolated: serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp";

  test.each([
    ["there is no shared memory", {}, isolation],
    ["the page is not isolated", { SharedArrayBuffer, crossOriginIsolated: false }, isolation],
    ["there are no workers", { SharedArrayBuffer, crossOriginIsolated: true }, "there are no workers here"],
  ])("a reason says that %s", (_, surroundings, reason) => {
    expect(findWorkers(surroundings)).toBe(reason);
  });

  test("a worker that fails to start is a reason too", async () => {
    const context = sharedContext();
    const failing: StartWorker = (failed) => {
      setTimeout(() => failed("no luck"), 5);
      return { post() {}, terminate() {} };
    };
    expect(await startThreadPool(context.memory, 2, context.reserve, failing)).toBe("no luck");
    const throwing: StartWorker = () => {
      throw new Error("forbidden");
    };
    expect(await startThreadPool(context.memory, 2, context.reserve, throwing)).toBe("Error: forbidden");
  });
});
