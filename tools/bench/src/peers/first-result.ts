// From import to first result: node first-result.js <runtime> <network> <binary of the peak> <folder of the peers>
// Prints milliseconds, without what Node takes to start and what making the network takes.

import { inputOf, networkOf } from "./cases.js";
import { isRuntimeName, runtimes } from "./runtimes/runtimes.js";

const [, , name = "", networkName = "", peakBinary = ""] = process.argv;
if (!isRuntimeName(name)) throw new Error(`bench: there is no runtime "${name}".`);
const network = networkOf(networkName);
const input = inputOf(network);
if (name.startsWith("ort")) {
  // Whoever deploys on ONNX Runtime has a file.
  const { onnxGraph } = await import("./runtimes/onnx-graph.js");
  onnxGraph(network);
}
const start = performance.now();
const runtime = await runtimes[name](peakBinary);
const prepared = await runtime.prepare(network, input);
await prepared.output();
console.log(performance.now() - start);
process.exit();
