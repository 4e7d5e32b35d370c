import { warn } from "@sepconv/core";
import { getDefaultGraph } from "./graph.js";

/** Warns of the same thing once in each graph, where a loop would say it again and again. */
export function warnOnce(message: string): void {
  const { warned } = getDefaultGraph();
  if (warned.has(message)) return;
  warned.add(message);
  warn(message);
}
