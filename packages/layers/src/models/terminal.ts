/** A stream that text is written to, such as Node's `process.stdout`, as far as it is used. */
export interface TerminalLike {
  write(text: string): unknown;
  /** Whether a line can be written anew. */
  readonly isTTY?: boolean;
  /** Characters of a line. */
  readonly columns?: number;
}

/** The standard output, where there is one: in Node, Deno and Bun; null in a browser. */
export function standardOutput(): TerminalLike | null {
  const process: { readonly stdout?: TerminalLike } | undefined = Reflect.get(globalThis, "process");
  const stdout = process?.stdout;
  return typeof stdout?.write === "function" ? stdout : null;
}
