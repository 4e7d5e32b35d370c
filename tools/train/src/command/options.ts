import { type NetName, netNames } from "../recipes.js";

export type BackendName = "cpu" | "wasm";

export const backendNames: readonly BackendName[] = ["cpu", "wasm"];

/** What is trained, where, and from which seeds. */
export interface Options {
  readonly nets: readonly NetName[];
  readonly backends: readonly BackendName[];
  readonly seeds: readonly number[];
}

export const usage: string = `npm run train -- [nets] [--backend name…] [--seeds number…]

nets        ${netNames.join(", ")}; default: all
--backend   ${backendNames.join(", ")}; default: both
--seeds     whole numbers; default: 1 2 3

Trains each net from scratch on its training split, once for each seed, and compares the median of the accuracies on the
test split with that of the net that Keras trained. The exit code is 1 where one is more than two points below.`;

const lists = ["", "--backend", "--seeds"] as const;

/** Reads the words of the command; an option takes all words up to the next one. @throws Error for an unknown word. */
export function readOptions(words: readonly string[]): Options {
  const values = new Map<string, string[]>(lists.map((name) => [name, []]));
  let current = values.get("") ?? [];
  for (const word of words) {
    if (!word.startsWith("--")) current.push(word);
    else current = values.get(word) ?? fail(`unknown option ${word}`);
  }
  const [nets = [], backends = [], seeds = []] = lists.map((name) => values.get(name));
  return {
    nets: nets.length === 0 ? netNames : nets.map((word) => oneOf(netNames, word)),
    backends: backends.length === 0 ? backendNames : backends.map((word) => oneOf(backendNames, word)),
    seeds: seeds.length === 0 ? [1, 2, 3] : seeds.map(seedOf),
  };
}

function oneOf<Name extends string>(names: readonly Name[], word: string): Name {
  return names.find((name) => name === word) ?? fail(`expected one of ${names.join(", ")}, got "${word}"`);
}

function seedOf(word: string): number {
  return /^\d{1,9}$/.test(word) ? Number(word) : fail(`a seed is a whole number of at most nine digits, got "${word}"`);
}

function fail(problem: string): never {
  throw new Error(`npm run train: ${problem}.\n\n${usage}`);
}
