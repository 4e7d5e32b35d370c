import { AbortedError, ModelFormatError, SepconvError } from "@sepconv/backend";

/** Runs a reader; whatever it throws becomes a `ModelFormatError` that names the place and the reason. */
export function readingPart<Result>(where: string, part: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw unreadable(where, `${part} cannot be read`, cause);
  }
}

/**
 * A `ModelFormatError` for a cause, whose reason is readable in the message; one that is one already
 * stays as it is, and so does that of a signal.
 */
export function unreadable(where: string, problem: string, cause: unknown, remedy?: string): SepconvError {
  if (cause instanceof ModelFormatError || cause instanceof AbortedError) return cause;
  return new ModelFormatError({ where, problem: `${problem}${reasonOf(cause)}`, cause, ...(remedy && { remedy }) });
}

const longestReason = 200;

/** `: ENOENT: no such file or directory, …`, with the cause's own cause behind it; nothing where there is no text. */
export function reasonOf(cause: unknown): string {
  if (typeof cause === "string" && cause !== "") return `: ${shortened(cause)}`;
  if (!(cause instanceof Error) || cause.message === "") return "";
  // Our own messages are bounded already.
  const text = cause.message.replace(/\.$/, "");
  const reason = `: ${cause instanceof SepconvError ? text : shortened(text)}`;
  return cause.cause instanceof Error ? `${reason}${reasonOf(cause.cause)}` : reason;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= longestReason ? line : `${line.slice(0, longestReason - 1)}…`;
}
