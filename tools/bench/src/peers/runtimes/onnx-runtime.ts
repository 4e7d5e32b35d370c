import type { Network } from "../networks/network.js";
import { channelsFirst, channelsLast } from "./batches.js";
import { dimensions, onnxGraph, valueName } from "./onnx-graph.js";
import { peerVersion, requirePeer } from "./peer-packages.js";
import type { Prepared, Runtime } from "./runtime.js";

interface OrtTensor {
  readonly data: Float32Array;
}

interface OrtSession {
  readonly run: (feeds: Readonly<Record<string, OrtTensor>>) => Promise<Readonly<Record<string, OrtTensor>>>;
  readonly release: () => Promise<void>;
}

interface SessionOptions {
  readonly executionProviders: readonly string[];
  readonly graphOptimizationLevel: "all";
  readonly intraOpNumThreads: number;
  readonly interOpNumThreads: number;
}

/** What is used of onnxruntime-web and onnxruntime-node. */
interface Ort {
  readonly env: { readonly wasm: { numThreads?: number } };
  readonly InferenceSession: {
    readonly create: (model: Uint8Array, options: SessionOptions) => Promise<OrtSession>;
  };
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => OrtTensor;
}

/** ONNX Runtime over graphs made by onnxGraph, values as `[batch, channels, steps]`. */
export async function openOnnxRuntime(kind: "web" | "node", threads: 1 | 2): Promise<Runtime> {
  const name = `onnxruntime-${kind}`;
  const ort: Ort = requirePeer(name);
  if (kind === "web") ort.env.wasm.numThreads = threads;
  return {
    description: `${name} ${peerVersion(name)}, ${kind === "web" ? "wasm" : "cpu"}, ${threads === 1 ? "one thread" : "two threads"}`,
    prepare: (network, input) =>
      prepare(ort, network, input, {
        executionProviders: [kind === "web" ? "wasm" : "cpu"],
        graphOptimizationLevel: "all",
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
      }),
  };
}

async function prepare(ort: Ort, network: Network, input: Float32Array, options: SessionOptions): Promise<Prepared> {
  const { batch, input: extent, steps } = network;
  const session = await ort.InferenceSession.create(onnxGraph(network), options);
  const x = new ort.Tensor("float32", channelsFirst(input, batch, extent), dimensions(batch, extent));
  const feeds = { [valueName(0)]: x };
  const outputName = valueName(steps.length);
  const outputExtent = steps.at(-1)?.output ?? extent;
  return {
    run: async () => void (await session.run(feeds)),
    output: async () => {
      const y = (await session.run(feeds))[outputName];
      if (y === undefined) throw new Error("ONNX Runtime: there is no output.");
      return channelsLast(y.data, batch, outputExtent);
    },
    dispose: () => void session.release(),
  };
}
