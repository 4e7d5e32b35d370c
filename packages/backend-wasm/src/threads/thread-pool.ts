import type { RangeFunction, RangeWork } from "../wasm-context.js";
import type { WasmMemory } from "../web-assembly.js";
import { argumentsOffset, controlBytes, controlWord, mostArguments, mostWorkers } from "./control-block.js";
import { Pause } from "./pause.js";
import type { StartWorker, WorkerPort } from "./worker-port.js";

/** Threads that share a module's work with the main thread. */
export interface ThreadPool {
  /** Main thread and workers. */
  readonly threads: number;
  /** How a worker was lost, if nobody was told of it yet. */
  takeLoss(): string | null;
  /** Whether work is so large that workers pay, and they are there. To be asked once for each job. */
  accepts(work: RangeWork): boolean;
  /**
   * Runs a module's function over all items.
   *
   * @param scratch memory for as many ranges at once as there are threads.
   */
  run(module: object, functions: object, run: RangeFunction, work: RangeWork, scratch: number): void;
  dispose(): void;
}

/** Below this many multiplications and additions a worker is not worth the signal: at 1.3 million two threads take as long as one. */
const leastFlops = 1_500_000;
/** A range has at least this much work, and a job at most this many ranges: both follow from the shapes alone. */
const flopsPerRange = 250_000;
const mostRanges = 64;
/** Milliseconds. A worker that the system does not run for so long is as good as gone. */
const defaultPatience = 2000;
/** Milliseconds that workers have to start. */
const startPatience = 5000;

/**
 * Starts workers on a shared memory. Resolves once they all listen, or to the reason why they do not.
 *
 * @param reserve gives a block of the memory that nobody else writes.
 * @param patience milliseconds after which a worker that does not come back is lost.
 */
export async function startThreadPool(
  memory: WasmMemory,
  threads: number,
  reserve: (bytes: number) => number,
  start: StartWorker,
  patience: number = defaultPatience,
): Promise<ThreadPool | string> {
  const control = reserve(controlBytes);
  const words = new Int32Array(memory.buffer, control, argumentsOffset / 4).fill(0);
  const numbers = new Float64Array(memory.buffer, control + argumentsOffset, mostArguments);
  const workerCount = Math.min(threads - 1, mostWorkers);
  const ports: WorkerPort[] = [];
  let failure: string | null = null;
  try {
    for (let index = 0; index < workerCount; index++) {
      const port = start((reason) => {
        failure ??= reason;
      });
      ports.push(port);
      port.post({ memory, control, index });
    }
  } catch (error) {
    failure = String(error);
  }
  Atomics.store(words, controlWord.mail, 1);
  const deadline = performance.now() + startPatience;
  while (failure === null && Atomics.load(words, controlWord.ready) < workerCount) {
    if (performance.now() > deadline) failure = `workers did not start within ${startPatience / 1000} s`;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (failure === null) return createThreadPool(words, numbers, ports, patience, () => failure);
  for (const port of ports) port.terminate();
  return failure;
}

function createThreadPool(
  words: Int32Array,
  numbers: Float64Array,
  ports: readonly WorkerPort[],
  patience: number,
  failureOf: () => string | null,
): ThreadPool {
  const modules = new Map<object, number>();
  let loss: string | null = null;
  let alive = true;
  const pause = new Pause();

  function signal(): void {
    Atomics.add(words, controlWord.signal, 1);
    Atomics.notify(words, controlWord.signal);
  }

  /** The number under which workers know a module. */
  function numberOf(module: object): number {
    const known = modules.get(module);
    if (known !== undefined) return known;
    const number = modules.size;
    modules.set(module, number);
    for (const port of ports) port.post({ module });
    Atomics.add(words, controlWord.mail, 1);
    return number;
  }

  function end(): void {
    alive = false;
    for (const port of ports) port.terminate();
  }

  function isBusy(): boolean {
    return ports.some((_, index) => Atomics.load(words, controlWord.busy + index) === 1);
  }

  /** Waits until all workers have left the job; false when one does not come back. */
  function waitForWorkers(): boolean {
    for (let deadline = 0; isBusy(); ) {
      const now = performance.now();
      deadline ||= now + patience;
      if (now > deadline) return false;
    }
    return true;
  }

  return {
    threads: ports.length + 1,

    takeLoss() {
      const taken = loss;
      loss = null;
      return taken;
    },

    accepts: ({ items, flopsPerItem, rest }) =>
      alive && items > 1 && items * flopsPerItem >= leastFlops && rest.length <= mostArguments && !pause.skips(),

    run(module, functions, run, work, scratch) {
      const { items, rest, scratchBytes } = work;
      const itemsPerRange = Math.max(1, Math.ceil(flopsPerRange / work.flopsPerItem), Math.ceil(items / mostRanges));
      const ranges = Math.ceil(items / itemsPerRange);
      words[controlWord.module] = numberOf(module);
      words[controlWord.functionIndex] = Object.values(functions).indexOf(run);
      words[controlWord.ranges] = ranges;
      words[controlWord.items] = items;
      words[controlWord.itemsPerRange] = itemsPerRange;
      words[controlWord.scratch] = scratch;
      words[controlWord.scratchBytes] = scratchBytes;
      words[controlWord.argumentCount] = rest.length;
      numbers.set(rest);
      const compute = (range: number): void =>
        run(scratch, range * itemsPerRange, Math.min((range + 1) * itemsPerRange, items), ...rest);
      Atomics.store(words, controlWord.next, 0);
      Atomics.store(words, controlWord.open, 1);
      signal();
      const start = performance.now();
      try {
        for (let range = take(words); range < ranges; range = take(words)) compute(range);
      } finally {
        Atomics.store(words, controlWord.open, 0);
        const computed = performance.now();
        const left = waitForWorkers();
        pause.note(computed - start, performance.now() - computed);
        if (!left) {
          end();
          loss = `a worker did not come back (${failureOf() ?? `it was waited for ${patience / 1000} s`})`;
          // Which ranges it had taken is not known; computing one twice gives the same.
          for (let range = 0; range < ranges; range++) compute(range);
        }
      }
    },

    dispose() {
      if (alive) end();
    },
  };
}

/** The next range that nobody has taken. */
function take(words: Int32Array): number {
  return Atomics.add(words, controlWord.next, 1);
}
