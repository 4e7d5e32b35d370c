// One runtime in a process of its own: node child.js <runtime> <binary of the peak> <folder of the peers>

import { inputOf, networkOf } from "./cases.js";
import { MeasuredRun } from "./measured-run.js";
import type { Answers, Reply, Request } from "./requests.js";
import type { Runtime } from "./runtimes/runtime.js";
import { isRuntimeName, runtimes } from "./runtimes/runtimes.js";

const [, , name = "", peakBinary = ""] = process.argv;
let runtime: Runtime | undefined;
let measured: MeasuredRun | undefined;

process.on("disconnect", () => process.exit());
process.on("message", async (request: Request) => {
  process.send?.(await reply(request));
});

async function reply(request: Request): Promise<Reply> {
  try {
    return { ok: true, value: await answer(request) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function answer(request: Request): Promise<Answers[Request["kind"]]> {
  if (request.kind === "open") {
    if (!isRuntimeName(name)) throw new Error(`bench: there is no runtime "${name}".`);
    runtime = await runtimes[name](peakBinary);
    return runtime.description;
  }
  if (request.kind === "prepare") {
    if (runtime === undefined) throw new Error("bench: the runtime is not open.");
    const network = networkOf(request.network);
    measured = new MeasuredRun(await runtime.prepare(network, inputOf(network)), request.milliseconds);
    return null;
  }
  if (measured === undefined) throw new Error("bench: nothing is prepared.");
  if (request.kind === "output") return await measured.output();
  if (request.kind === "measure") return await measured.microseconds();
  measured.dispose();
  measured = undefined;
  return null;
}
