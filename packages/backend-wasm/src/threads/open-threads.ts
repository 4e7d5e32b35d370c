import type { WasmContext } from "../wasm-context.js";
import { startThreadPool } from "./thread-pool.js";
import { findWorkers } from "./worker-port.js";

/**
 * A context with its threads started, or one of one thread, and a sentence that says which and why.
 *
 * This module and what it imports are loaded when threads are asked for, or picked: it takes what it needs of the others as
 * arguments, so that a bundler can keep it apart.
 *
 * @param createContext makes a context whose memory is shared and has at most so many bytes, or one of its own for null.
 */
export async function openThreads(
  threads: number,
  memoryLimit: number,
  createContext: (sharedBytes: number | null) => WasmContext,
): Promise<{ readonly context: WasmContext; readonly note: string }> {
  const refuse = (reason: string): { context: WasmContext; note: string } => ({
    context: createContext(null),
    note: `one thread computes instead of ${threads}: ${reason}`,
  });
  const start = findWorkers();
  if (typeof start === "string") return refuse(start);
  try {
    // Packed weights and scratch come on top of values.
    const context = createContext(memoryLimit * 2);
    const pool = await startThreadPool(context.memory, threads, context.reserve, start);
    if (typeof pool === "string") return refuse(pool);
    context.threads = pool;
    return { context, note: `${threads} threads compute` };
  } catch (error) {
    return refuse(String(error));
  }
}

/** Starts threads for a backend that is being opened. */
export type OpenThreads = typeof openThreads;
