/**
 * What the main thread and its workers share beside the values: words of 32 bits in linear memory, then the arguments of
 * the job as numbers of 64.
 */
export const controlWord = {
  /** Counts jobs and mail; workers sleep on it. */
  signal: 0,
  /** 1 while ranges of the job may be taken. */
  open: 1,
  /** The next range that nobody has taken. */
  next: 2,
  ranges: 3,
  items: 4,
  itemsPerRange: 5,
  /** Which function of which module runs. */
  module: 6,
  functionIndex: 7,
  /** Scratch of worker 0 lies at `scratch + scratchBytes`, behind the main thread's. */
  scratch: 8,
  scratchBytes: 9,
  argumentCount: 10,
  /** Messages posted to each worker. */
  mail: 11,
  /** Workers that listen. */
  ready: 12,
  /** From here on a word for each worker: 1 while it may be in a job. */
  busy: 16,
} as const;

export const mostWorkers = 64;

/** Where the arguments begin, in bytes. */
export const argumentsOffset: number = (controlWord.busy + mostWorkers) * 4;

export const mostArguments = 40;

export const controlBytes: number = argumentsOffset + mostArguments * 8;
