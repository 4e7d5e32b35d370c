import { ArgumentError, type Shape, type TypedArray } from "@sepconv/backend";
import { currentDevice, Device, type Tensor, type TensorData, tensor, withDevice } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { PartialShape } from "../partial-shape.js";
import { serialize } from "../serialization/serialize.js";
import { type PredictOptions, predictInBatches } from "./predict.js";
import { ProgramCache } from "./program-cache.js";

/**
 * A layer made of layers, which predicts.
 *
 * @see https://keras.io/api/models/model/
 */
export abstract class Model extends Layer {
  /**
   * Whether `predict` runs `call` for every batch. By default an input shape that comes again is recorded, and from then on
   * the kernels run without the JavaScript of the layers, with normalization folded into convolutions. A model whose `call`
   * reads what it computed, draws random numbers, assigns variables or keeps tensors is never recorded; one that depends
   * on anything else but its input and its weights needs `true`, as in Keras.
   */
  runEagerly = false;
  #device: Device | null = null;
  readonly #programs = new ProgramCache((x) => this.apply(x));

  /** The layers inside, in order; an input layer is not among them. */
  abstract readonly layers: readonly Layer[];

  /** The input's shape that the model was built for, null where anything goes; null before it is built. */
  get inputShape(): PartialShape | null {
    return this.buildShape;
  }

  /** The output's shape for `inputShape`; null before the model is built. */
  get outputShape(): PartialShape | null {
    return this.inputShape && this.computeOutputShape(this.inputShape);
  }

  /** The layer of a name, or at an index. @throws ArgumentError when there is none. */
  getLayer(name: string | number): Layer {
    const found = typeof name === "number" ? this.layers[name] : this.layers.find((layer) => layer.name === name);
    if (found) return found;
    throw new ArgumentError({
      where: this.where,
      problem: `there is no layer ${typeof name === "number" ? "at this index" : "of this name"}`,
      expected: this.layers.map((layer) => `"${layer.name}"`).join(", "),
      got: name,
    });
  }

  /**
   * The outputs for all samples, computed in batches; the result rests on the host.
   *
   * Runs on the device that the model was moved to, else on the default device of now.
   *
   * @param x `[samples, …]`
   * @throws ShapeError where x does not fit. @throws AbortedError when the signal fires.
   */
  async predict(x: Tensor | TensorData, options: PredictOptions = {}): Promise<Tensor> {
    const predictor = {
      where: `${this.where}: predict`,
      dtype: this.dtype,
      outputShape: (shape: Shape) => this.computeOutputShape(shape).map((extent) => extent ?? 0),
      predict: async (samples: TypedArray, shape: Shape, device: Device) =>
        await this.#programs.run(samples, shape, this.dtype, device, this.runEagerly),
    };
    return await predictInBatches(predictor, x, options, this.#device ?? currentDevice());
  }

  /** Gives back the weights, and what was kept for predictions. */
  override dispose(): void {
    this.#programs.dispose();
    super.dispose();
  }

  /** The model's output for an input; on the device that it was moved to, unless the input lives on another. */
  override apply(x: Tensor, options: CallOptions = {}): Tensor {
    const run = (): Tensor => super.apply(x, options);
    return this.#device ? withDevice(this.#device, run) : run();
  }

  /**
   * Moves the model: from now on it computes on this device. Weights that a device computed come to the host first.
   *
   * @throws ArgumentError where it is no device.
   */
  async to(device: Device): Promise<this> {
    if (!(device instanceof Device)) {
      throw new ArgumentError({
        where: `${this.where}: to`,
        problem: "this is no device",
        expected: "what openDevice() or useBackend() resolves to",
        got: device,
      });
    }
    for (const weight of this.weights) {
      const value = tensor(await weight.data(), weight.shape);
      weight.assign(value);
      value.dispose();
    }
    this.#device = device;
    return this;
  }

  /** The model as Keras writes it: `{ module, class_name, config, registered_name, build_config }`. */
  toConfig(options?: DialectOption): Config {
    return serialize(this, options);
  }

  /** Keras' model JSON, as `model.to_json()`. */
  toJson(options?: DialectOption): string {
    return JSON.stringify(this.toConfig(options));
  }
}
