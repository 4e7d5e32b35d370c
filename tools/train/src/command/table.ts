/** A net trained from some seeds on a backend. */
export interface TrainedNet {
  readonly net: string;
  readonly backend: string;
  /** On the test split, one for each seed. */
  readonly accuracies: readonly number[];
  /** That of the net that Keras trained. */
  readonly expected: number;
  /** Of one training. */
  readonly seconds: number;
}

/** How far the median may lie below Keras' accuracy: two points. */
const allowance = 0.02;

/** Whether a net is as good as Keras', and by how much not. */
export function verdictOf({ accuracies, expected }: TrainedNet): { readonly passes: boolean; readonly median: number } {
  const median = medianOf(accuracies);
  return { passes: median >= expected - allowance - 1e-9, median };
}

/** The head of the table. */
export function header(seeds: readonly number[]): string {
  const names = ["net", "backend", ...seeds.map((seed) => `seed ${seed}`), "median", "Keras", "seconds", "verdict"];
  return `${names.map(padded).join("")}`.trimEnd();
}

/** A row of the table. */
export function rowOf(trained: TrainedNet): string {
  const { net, backend, accuracies, expected, seconds } = trained;
  const { passes, median } = verdictOf(trained);
  const numbers = [...accuracies, median, expected].map((share) => `${(100 * share).toFixed(2)} %`);
  const verdict = passes ? "as good as Keras" : "MORE THAN 2 POINTS BELOW";
  return [net, backend, ...numbers, seconds.toFixed(1), verdict].map(padded).join("").trimEnd();
}

function padded(text: string): string {
  return text.padEnd(11);
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
