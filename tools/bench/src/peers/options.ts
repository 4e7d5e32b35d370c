import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  /** Fewer and shorter rounds. */
  readonly quick: boolean;
  /** Networks whose names contain one of these; all when there are none. */
  readonly shapes: readonly string[];
  /** Runtimes whose names contain one of these; all when there are none. */
  readonly runtimes: readonly string[];
  /** A file for the figures as JSON. */
  readonly json: string | null;
  /** Whether the tables are written into docs/benchmarks.md. */
  readonly write: boolean;
}

/** What `--help` says. */
export function usageOf(command: "peers" | "training"): string {
  return `npm run bench -- ${command} [options]

  --quick            fewer and shorter rounds
  --shapes TEXT      networks whose names contain TEXT; may be repeated
  --runtimes TEXT    runtimes whose names contain TEXT; may be repeated
  --json FILE        writes all figures as JSON
  --write            writes the tables into docs/benchmarks.md`;
}

/** @throws TypeError for an option that does not exist. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: "boolean", default: false },
      shapes: { type: "string", multiple: true, default: [] },
      runtimes: { type: "string", multiple: true, default: [] },
      json: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
  const { quick, shapes, runtimes, json = null, write } = values;
  return { quick, shapes, runtimes, json, write };
}

/** Whether a name was asked for. */
export function isWanted(name: string, parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => name.includes(part));
}
