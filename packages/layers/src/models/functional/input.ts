import { InputLayer, type InputLayerOptions } from "../input-layer.js";
import { SymbolicTensor } from "./symbolic-tensor.js";

/**
 * The input of a functional model: a symbolic tensor, to which layers are applied.
 *
 * @param options.shape extents without the batch, null where anything goes. Or `batchShape`, with it.
 * @param options.name what the input is called in records of inputs. Default: "input_layer", numbered.
 * @throws ArgumentError where the shape is none.
 * @see https://keras.io/api/layers/core_layers/input/
 * @example
 * import * as layers from "@sepconv/layers";
 * const signal = layers.input({ shape: [100, 6], name: "signal" });
 * const features = new layers.SeparableConv1D({ filters: 8, kernelSize: 3 }).apply(signal);
 * features.shape; // [null, 98, 8]
 */
export function input(options: InputLayerOptions): SymbolicTensor {
  return symbolicInput(new InputLayer(options));
}

/** What an input layer gives. */
export function symbolicInput(layer: InputLayer): SymbolicTensor {
  layer.build(layer.batchShape);
  const tensor = new SymbolicTensor(layer.batchShape, layer.inputDType);
  SymbolicTensor.noteCall({ layer, inputs: [], isList: false, options: {}, outputs: [tensor] });
  return tensor;
}
