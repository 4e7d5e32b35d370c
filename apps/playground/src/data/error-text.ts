import { SepconvError } from "@sepconv/core";

/** What went wrong, for people: sepconv's messages whole, anything else marked as unexpected. */
export function errorText(error: unknown): string {
  if (error instanceof SepconvError) return error.message;
  return `Unexpected: ${error instanceof Error ? error.message : String(error)}`;
}
