import { workerSource } from "./worker-source.js";

/** A worker as the pool uses it. */
export interface WorkerPort {
  post(message: object): void;
  terminate(): void;
}

/** Starts a worker; `failed` hears of its end. */
export type StartWorker = (failed: (reason: string) => void) => WorkerPort;

/** The part of `node:worker_threads` that is used. */
interface NodeWorkers {
  readonly Worker: new (
    source: string,
    options: { readonly eval: true },
  ) => {
    postMessage(message: object): void;
    terminate(): unknown;
    unref(): void;
    on(event: "error" | "exit", listener: (value: unknown) => void): void;
  };
}

/** The part of a page's surroundings that is used. */
interface Surroundings {
  readonly SharedArrayBuffer?: unknown;
  readonly crossOriginIsolated?: boolean;
  readonly process?: { getBuiltinModule?(name: string): unknown };
  readonly Worker?: typeof Worker;
}

/** How workers are started here, or why they cannot be. */
export function findWorkers(surroundings: Surroundings = globalThis): StartWorker | string {
  if (surroundings.SharedArrayBuffer === undefined || surroundings.crossOriginIsolated === false) {
    return "threads share memory, which needs a page that is cross-origin isolated: serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp";
  }
  const node = surroundings.process?.getBuiltinModule?.("node:worker_threads");
  if (isNodeWorkers(node)) return (failed) => startNodeWorker(node, failed);
  const { Worker } = surroundings;
  if (Worker === undefined) return "there are no workers here";
  return (failed) => startWebWorker(Worker, failed);
}

function isNodeWorkers(module: unknown): module is NodeWorkers {
  return typeof module === "object" && module !== null && "Worker" in module;
}

function startNodeWorker({ Worker }: NodeWorkers, failed: (reason: string) => void): WorkerPort {
  const listen = `(listener) => require("node:worker_threads").parentPort.on("message", listener)`;
  const worker = new Worker(workerSource(listen), { eval: true });
  worker.on("error", (error) => failed(String(error)));
  worker.on("exit", () => failed("a worker ended"));
  // The process may end while workers wait.
  worker.unref();
  return { post: (message) => worker.postMessage(message), terminate: () => void worker.terminate() };
}

function startWebWorker(WebWorker: typeof Worker, failed: (reason: string) => void): WorkerPort {
  const source = workerSource("(listener) => { onmessage = ({ data }) => listener(data); }");
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new WebWorker(address);
  worker.onerror = (event) => {
    event.preventDefault();
    const remedy = "a Content-Security-Policy has to allow blob: in worker-src";
    failed(event.message === undefined ? `workers do not start: ${remedy}` : event.message);
  };
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
