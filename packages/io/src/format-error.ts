import { ModelFormatError, SepconvError } from "@sepconv/backend";

/** Runs a reader; whatever it throws becomes a `ModelFormatError` that names the place. */
export function readingPart<Result>(where: string, part: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ModelFormatError) throw cause;
    const reason = cause instanceof SepconvError ? `: ${cause.message.replace(/\.$/, "")}` : "";
    throw new ModelFormatError({ where, problem: `${part} cannot be read${reason}`, cause });
  }
}
