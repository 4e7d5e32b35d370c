// An audio worklet that smooths each block of 128 samples with a separable convolution.

import { openWasmBackendSync, separableConv1d } from "../src/pick.js";
import { operand, overwrite, planned, typeOf, valuesOf } from "./operands.js";

// What an AudioWorkletGlobalScope has.
declare const registerProcessor: (name: string, processor: new (options: ProcessorOptions) => object) => void;
declare const AudioWorkletProcessor: new () => object;

interface ProcessorOptions {
  readonly processorOptions: { readonly modules: { readonly [family: string]: object } };
}

class Smoothing extends AudioWorkletProcessor {
  readonly #smooth: (samples: Float32Array) => number[];

  constructor({ processorOptions: { modules } }: ProcessorOptions) {
    super();
    const backend = openWasmBackendSync({ separableConv1d }, { modules });
    const x = operand(backend, [1, 128, 1], new Float32Array(128));
    const depthwise = operand(backend, [3, 1, 1], [0.25, 0.5, 0.25]);
    const pointwise = operand(backend, [1, 1, 1], [1]);
    const y = operand(backend, [1, 128, 1]);
    const types = {
      x: typeOf(x),
      depthwise: typeOf(depthwise, [0, 1, 2]),
      pointwise: typeOf(pointwise, [2]),
    };
    const attrs = { stride: 1, dilation: 1, activation: null };
    const launch = planned(backend.plan("separableConv1d", attrs, types));
    this.#smooth = (samples) => {
      overwrite(backend, x, samples);
      launch({ x, depthwise, pointwise }, { y }, { padLeft: 1 });
      return valuesOf(backend, y);
    };
  }

  process(inputs: readonly Float32Array[][], outputs: readonly Float32Array[][]): boolean {
    const input = inputs[0]?.[0];
    const output = outputs[0]?.[0];
    if (input && output) output.set(this.#smooth(input));
    return true;
  }
}

registerProcessor("smoothing", Smoothing);
