import { argumentsOffset, controlWord } from "./control-block.js";

const word = controlWord;

/**
 * What a worker runs, as text: so that no bundler has to find a file. It waits for a signal, takes ranges of the job until
 * there are none, and sleeps again. Where there is mail it returns to its event loop, which brings it.
 *
 * Order of steps: it says that it is busy before it looks whether the job is open, and the main thread closes the job before
 * it looks who is busy. So nobody touches the values of a job that is over.
 *
 * @param listen the platform's way to get messages, an expression for a function that takes a listener.
 */
export function workerSource(listen: string): string {
  return `"use strict";
let words, numbers, memory, index, received = 0;
const modules = [];
function runJob() {
  const base = words[${word.scratch}];
  const scratch = base && base + words[${word.scratchBytes}] * (index + 1);
  const { [words[${word.functionIndex}]]: run } = modules[words[${word.module}]];
  const rest = Array.from(numbers.subarray(0, words[${word.argumentCount}]));
  const [ranges, items, step] = [words[${word.ranges}], words[${word.items}], words[${word.itemsPerRange}]];
  for (let range; (range = Atomics.add(words, ${word.next}, 1)) < ranges; ) {
    run(scratch, range * step, Math.min((range + 1) * step, items), ...rest);
  }
}
function work() {
  for (let seen = -1, idle = 0; Atomics.load(words, ${word.mail}) <= received; ) {
    const signal = Atomics.load(words, ${word.signal});
    if (signal === seen) {
      if (++idle > 4000) Atomics.wait(words, ${word.signal}, signal);
      continue;
    }
    seen = signal;
    idle = 0;
    Atomics.store(words, ${word.busy} + index, 1);
    if (Atomics.load(words, ${word.open}) === 1 && modules[words[${word.module}]]) runJob();
    Atomics.store(words, ${word.busy} + index, 0);
  }
}
(${listen})((message) => {
  received++;
  if (message.memory) {
    ({ memory, index } = message);
    words = new Int32Array(memory.buffer, message.control, ${argumentsOffset / 4});
    numbers = new Float64Array(memory.buffer, message.control + ${argumentsOffset});
    Atomics.add(words, ${word.ready}, 1);
  } else modules.push(Object.values(new WebAssembly.Instance(message.module, { env: { memory } }).exports));
  work();
});
`;
}
