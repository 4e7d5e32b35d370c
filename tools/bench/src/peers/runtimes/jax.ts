import { foldNormalization } from "../networks/fold-normalization.js";
import { type Network, type SeparableStep, windowGeometry } from "../networks/network.js";
import { channelsFirst, channelsLast } from "./batches.js";
import { dimensions, transposed } from "./onnx-graph.js";
import { peerVersion, requirePeer } from "./peer-packages.js";
import type { Prepared, Runtime } from "./runtime.js";

/** What is used of a jax-js array: passing it on ends it, `ref` keeps it for one more use. */
interface JaxArray {
  readonly ref: JaxArray;
  readonly add: (other: JaxArray) => JaxArray;
  readonly data: () => Promise<Float32Array>;
  readonly blockUntilReady: () => Promise<JaxArray>;
  readonly dispose: () => void;
}

interface ConvOptions {
  readonly rhsDilation?: readonly number[];
  readonly featureGroupCount?: number;
}

type Compute = (x: JaxArray, weights: readonly JaxArray[]) => JaxArray;

/** What is used of `@jax-js/jax`. */
interface Jax {
  readonly init: (device: "wasm") => Promise<readonly string[]>;
  readonly defaultDevice: (device: "wasm") => string;
  readonly jit: (compute: Compute) => Compute;
  readonly numpy: {
    readonly array: (data: Float32Array, options: { readonly shape: readonly number[] }) => JaxArray;
  };
  readonly nn: { readonly relu: (x: JaxArray) => JaxArray };
  readonly lax: {
    readonly convGeneralDilated: (
      x: JaxArray,
      filter: JaxArray,
      strides: readonly number[],
      padding: readonly (readonly [number, number])[],
      options: ConvOptions,
    ) => JaxArray;
  };
}

/** jax-js on WebAssembly, compiled by jit, values as `[batch, channels, steps]`; blocks alone. */
export async function openJax(): Promise<Runtime> {
  const jax: Jax = requirePeer("@jax-js/jax");
  const devices = await jax.init("wasm");
  if (!devices.includes("wasm")) throw new Error("jax-js does not open its wasm backend.");
  jax.defaultDevice("wasm");
  return {
    description: `@jax-js/jax ${peerVersion("@jax-js/jax")}, wasm backend`,
    prepare: async (network, input) => prepare(jax, network, input),
  };
}

function prepare(jax: Jax, network: Network, input: Float32Array): Prepared {
  const { batch, input: extent, steps } = network;
  const [step] = steps;
  if (network.kind !== "block" || step?.kind !== "separable") throw new Error("jax-js: blocks alone are measured.");
  const x = jax.numpy.array(channelsFirst(input, batch, extent), { shape: dimensions(batch, extent) });
  const weights = separableWeights(jax, step);
  const compute = jax.jit((value, given) => separable(jax, step, value, given));
  const call = (): JaxArray =>
    compute(
      x.ref,
      weights.map((weight) => weight.ref),
    );
  return {
    run: async () => {
      const y = await call().blockUntilReady();
      y.dispose();
    },
    output: async () => channelsLast(await call().data(), batch, step.output),
    dispose: () => {
      for (const array of [x, ...weights]) array.dispose();
    },
  };
}

/** Depthwise `[C·M, 1, K]`, pointwise `[F, C·M, 1]` and bias `[F, 1]`. */
function separableWeights(jax: Jax, step: SeparableStep): readonly JaxArray[] {
  const { kernel, bias } = foldNormalization(step);
  const terms = step.input.channels * step.multiplier;
  const filters = step.output.channels;
  const { kernelSize } = step.window;
  return [
    jax.numpy.array(transposed(step.depthwise, kernelSize, terms), { shape: [terms, 1, kernelSize] }),
    jax.numpy.array(transposed(kernel, terms, filters), { shape: [filters, terms, 1] }),
    jax.numpy.array(bias, { shape: [filters, 1] }),
  ];
}

function separable(
  jax: Jax,
  step: SeparableStep,
  x: JaxArray,
  [depthwise, pointwise, bias]: readonly JaxArray[],
): JaxArray {
  if (depthwise === undefined || pointwise === undefined || bias === undefined)
    throw new Error("bench: weights are missing.");
  const { window, input } = step;
  const { padLeft, padRight } = windowGeometry(input.steps ?? 0, window);
  const between = jax.lax.convGeneralDilated(x, depthwise, [window.stride], [[padLeft, padRight]], {
    rhsDilation: [window.dilation],
    featureGroupCount: input.channels,
  });
  return jax.nn.relu(jax.lax.convGeneralDilated(between, pointwise, [1], [[0, 0]], {}).add(bias));
}
