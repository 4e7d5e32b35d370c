import { checkFunction } from "./arguments/check-function.js";

/** What is told about something that works, though perhaps not as meant. */
export type WarningHandler = (message: string) => void;

/** The console, where there is one. */
const toConsole: WarningHandler = (message) => {
  const output: { readonly warn?: WarningHandler } | undefined = Reflect.get(globalThis, "console");
  output?.warn?.(message);
};

let handler = toConsole;

/** Tells a warning: `<where>: <what>`. */
export function warn(message: string): void {
  handler(message);
}

/**
 * Sends warnings somewhere else than to the console; null sends them there again. Returns the handler before.
 *
 * @example
 * const messages = [];
 * const before = setWarningHandler((message) => messages.push(message));
 * setWarningHandler(before);
 */
export function setWarningHandler(next: WarningHandler | null): WarningHandler {
  if (next !== null) checkFunction("setWarningHandler", next);
  const before = handler;
  handler = next ?? toConsole;
  return before;
}
