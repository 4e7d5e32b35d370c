import { ArgumentError, type Shape } from "@sepconv/backend";
import {
  checkOptions,
  currentDevice,
  Device,
  onDeviceOf,
  reshapeTo,
  Tensor,
  type TensorData,
  tensor,
  tidy,
  withDevice,
  zeros,
} from "@sepconv/core";
import { asCall } from "../call-losses.js";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { Optimizer } from "../optimizers/optimizer.js";
import type { PartialShape } from "../partial-shape.js";
import { serialize } from "../serialization/serialize.js";
import { type CompileOptions, compileOptionNames } from "../training/compile-options.js";
import type { BatchOptions, EvaluateOptions, FitOptions } from "../training/fit-options.js";
import type { History } from "../training/history.js";
import type { Logs } from "../training/progress.js";
import type { Trainer } from "../training/trainer.js";
import { type Batches, isBatches } from "./batches.js";
import type { Structure } from "./functional/structure.js";
import { type PredictOptions, predictInBatches, type Samples } from "./predict.js";
import { ProgramCache } from "./program-cache.js";
import { printSummary, type SummaryOptions } from "./summary/summary.js";

/** The shape of one input or output, or of several. */
export type ModelShape = PartialShape | readonly PartialShape[];

/** The one shape, or a list of several. */
export function oneOrAll(shapes: readonly PartialShape[]): ModelShape {
  const [first = []] = shapes;
  return shapes.length === 1 ? first : shapes;
}

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
  /** Set while `fit` runs, it ends training after the batch; `fit` begins by setting it to false. */
  stopTraining = false;
  #device: Device | null = null;
  /** Gives the optimizer the state that a file has for it, once there is one. @internal */
  restoreOptimizer: ((optimizer: Optimizer) => void) | null = null;
  /** The outputs' shapes of the inputs that were tried last. */
  #tried: { readonly key: string; readonly shapes: readonly Shape[] } | null = null;
  #compiled: CompileOptions | null = null;
  #trainer: Trainer | null = null;
  readonly #programs = new ProgramCache((inputs) => this.applyFlat(inputs));

  /**
   * For a model of one's own with several inputs or outputs, instead of `call`: the outputs in the order of `outputNames`, or by
   * name, for inputs in the order of `inputNames`. It names both by getters of its own.
   */
  protected callFlat?(
    inputs: readonly Tensor[],
    options: CallOptions,
  ): readonly Tensor[] | Readonly<Record<string, Tensor>>;

  /** The layers inside, in order; an input layer of a `Sequential` is not among them. */
  get layers(): readonly Layer[] {
    if (!this.built) this.adopt();
    return this.sublayers.filter((layer) => layer instanceof Layer);
  }

  /**
   * The input's shape that the model was built for, null where anything goes; a list for several inputs; null before it is
   * built.
   */
  get inputShape(): ModelShape | null {
    return this.buildShape;
  }

  /** The output's shape for `inputShape`; a list for several outputs; null before the model is built. */
  get outputShape(): ModelShape | null {
    return this.buildShape && oneOrAll(this.outputShapes([this.buildShape]));
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

  /** What the inputs are called in a record of them. */
  get inputNames(): readonly string[] {
    return ["input"];
  }

  /** What the outputs are called in records. */
  get outputNames(): readonly string[] {
    return [this.layers.at(-1)?.name ?? this.name];
  }

  /** Inputs in the model's form as a list. @throws ArgumentError where they are not those of the model. */
  flatInputs<Item>(inputs: unknown, isItem: (value: unknown) => value is Item): readonly Item[] {
    const names = this.inputNames;
    const listed: readonly unknown[] =
      names.length === 1 && isItem(inputs)
        ? [inputs]
        : Array.isArray(inputs)
          ? inputs
          : names.map((name) => Reflect.get(Object(inputs), name));
    if (listed.length === names.length && listed.every(isItem)) return listed;
    const expected = names.length === 1 ? "one tensor" : `a list or record of ${names.join(", ")}`;
    throw new ArgumentError({ where: this.where, problem: "this is no input", expected, got: inputs });
  }

  /** A list of outputs in the model's form: one, or by the names of several. */
  packOutputs<Item>(outputs: readonly Item[]): Structure<Item> {
    const [output] = outputs;
    const names = this.outputNames;
    if (output !== undefined && names.length === 1) return output;
    return Object.fromEntries(outputs.map((each, index) => [names[index] ?? index, each]));
  }

  /** The outputs for inputs, both as lists. */
  applyFlat(inputs: readonly Tensor[], options: CallOptions = {}): readonly Tensor[] {
    const [input] = inputs;
    if (!input) return [];
    if (!this.callFlat) return [this.apply(input, options)];
    if (!this.built) this.build(input.shape);
    return this.onOwnDevice(() =>
      asCall(
        () => this.forgetLosses(),
        () => onDeviceOf(inputs, () => tidy(() => this.#listed(inputs, this.callFlat?.(inputs, options)))),
      ),
    );
  }

  /** What `callFlat` gave, in the order of the names. @throws ArgumentError where an output is missing. */
  #listed(inputs: readonly Tensor[], given: unknown): readonly Tensor[] {
    const names = this.outputNames;
    const listed: readonly unknown[] = Array.isArray(given)
      ? given
      : names.map((name) => Reflect.get(Object(given), name));
    if (listed.length === names.length && listed.every((output) => output instanceof Tensor)) {
      return listed.map((output) => (inputs.includes(output) ? reshapeTo(output, output.shape) : output));
    }
    const expected = `a tensor for each of ${names.map((name) => `"${name}"`).join(", ")}`;
    throw new ArgumentError({ where: this.where, problem: "callFlat gave other outputs", expected, got: given });
  }

  override call(x: Tensor, options: CallOptions): Tensor {
    const [output] = this.callFlat ? this.#listed([x], this.callFlat([x], options)) : [];
    if (output) return output;
    throw new ArgumentError({
      where: this.where,
      problem: "the model does not say how it computes",
      remedy: "Give its class a method call(x, options), or callFlat for several inputs or outputs.",
    });
  }

  /** The outputs' shapes for the inputs'. @throws ShapeError where one does not fit. */
  outputShapes(inputShapes: readonly PartialShape[]): readonly PartialShape[] {
    const [shape] = inputShapes;
    const own: unknown = Reflect.get(this, "outputShapeOf");
    if (shape && own !== Reflect.get(Layer.prototype, "outputShapeOf")) return [this.computeOutputShape(shape)];
    return this.#triedShapes(inputShapes);
  }

  /** The outputs' shapes of a model that does not say them: it computes one sample of zeros. */
  #triedShapes(inputShapes: readonly PartialShape[]): readonly PartialShape[] {
    const batch = inputShapes[0]?.[0] ?? null;
    const key = inputShapes.map((shape) => shape.slice(1).join()).join(" ");
    if (this.#tried?.key !== key) {
      const samples = inputShapes.map((shape) =>
        zeros([1, ...shape.slice(1).map((extent) => extent ?? 1)], this.dtype),
      );
      const outputs = withDevice(this.#device ?? currentDevice(), () => this.applyFlat(samples));
      this.#tried = { key, shapes: outputs.map(({ shape }) => shape) };
      for (const tensor of [...samples, ...outputs]) tensor.dispose();
    }
    return this.#tried.shapes.map(([, ...sample]) => [batch, ...sample]);
  }

  /**
   * The outputs for all samples, computed in batches; the result rests on the host.
   *
   * Runs on the device that the model was moved to, else on the default device of now.
   *
   * @param x `[samples, …]`; several inputs in the model's form. Several outputs come in theirs. Or an iterable of batches,
   *   as `fit` takes it: of a list `[x, y]` only x is looked at, all else is x itself.
   * @throws ShapeError where x does not fit. @throws AbortedError when the signal fires.
   */
  predict(x: Tensor | TensorData, options?: PredictOptions): Promise<Tensor>;
  predict(x: Structure<Tensor | TensorData> | Batches, options?: PredictOptions): Promise<Structure<Tensor>>;
  async predict(x: Structure<Tensor | TensorData> | Batches, options: PredictOptions = {}): Promise<Structure<Tensor>> {
    const where = `${this.where}: predict`;
    const predict = async (inputs: unknown, own: PredictOptions): Promise<readonly Tensor[]> =>
      await this.#predictFlat(where, inputs, own);
    if (!isBatches(x)) return this.packOutputs(await predict(x, options));
    const { predictIterated } = await import("../training/on-first-use.js");
    return this.packOutputs(await predictIterated(where, x, options, predict));
  }

  async #predictFlat(where: string, x: unknown, options: PredictOptions): Promise<readonly Tensor[]> {
    const predictor = {
      where,
      dtype: this.dtype,
      outputShapes: (shapes: readonly Shape[]) =>
        this.outputShapes(shapes).map((shape) => shape.map((extent) => extent ?? 0)),
      predict: async (samples: readonly Samples[], device: Device) =>
        await this.#programs.run(samples, device, this.runEagerly),
    };
    const inputs = this.flatInputs(x, isData);
    return await predictInBatches(predictor, inputs, options, this.#device ?? currentDevice());
  }

  /**
   * Says how the model is trained and tested. What is named here is found when it is first needed: training code is
   * loaded then.
   *
   * @throws ArgumentError for an unknown option.
   */
  compile(options: CompileOptions = {}): void {
    checkOptions(`${this.where}: compile`, options, compileOptionNames);
    this.#compiled = options;
    this.#trainer = null;
    this.restoreOptimizer = null;
    this.runEagerly = options.runEagerly ?? this.runEagerly;
  }

  /** What `compile` was given; null before. */
  get compiled(): CompileOptions | null {
    return this.#compiled;
  }

  /** The optimizer, once the model was trained, tested or saved; null before. */
  get optimizer(): Optimizer | null {
    return this.#trainer?.optimizer ?? null;
  }

  /**
   * Trains the model on samples, some epochs long.
   *
   * @param x samples along the first axis; several inputs in the model's form. Or an iterable of batches `[x, y]` or
   *   `[x, y, sampleWeight]`, or a function that gives one for each epoch.
   * @param y what is to be predicted, in the form of the outputs.
   * @returns the losses and metrics of each epoch.
   * @throws ArgumentError where the model is not compiled, or knows no such optimizer, loss or metric. @throws ShapeError
   *   where the data does not fit. @throws AbortedError when the signal fires.
   * @see https://keras.io/api/models/model_training_apis/
   */
  async fit(x: unknown, y?: unknown, options: FitOptions = {}): Promise<History> {
    const where = `${this.where}: fit`;
    const { fit: train } = await import("../training/on-first-use.js");
    return await train(where, await this.#trainerFor(where), x, y, options);
  }

  /** Loss and metrics on samples. @throws as `fit`. */
  async evaluate(x: unknown, y?: unknown, options: EvaluateOptions = {}): Promise<Logs> {
    const where = `${this.where}: evaluate`;
    const { evaluate } = await import("../training/on-first-use.js");
    return await evaluate(where, await this.#trainerFor(where), x, y, options);
  }

  /** One update of the weights; the losses and metrics before it. @throws as `fit`. */
  async trainOnBatch(x: unknown, y?: unknown, options: BatchOptions = {}): Promise<Logs> {
    const where = `${this.where}: trainOnBatch`;
    const { trainOnBatch } = await import("../training/on-first-use.js");
    return await trainOnBatch(where, await this.#trainerFor(where), x, y, options);
  }

  /** Losses and metrics of one batch. @throws as `fit`. */
  async testOnBatch(x: unknown, y?: unknown, options: BatchOptions = {}): Promise<Logs> {
    const where = `${this.where}: testOnBatch`;
    const { testOnBatch } = await import("../training/on-first-use.js");
    return await testOnBatch(where, await this.#trainerFor(where), x, y, options);
  }

  /** Gives back the weights, and what was kept for predictions. */
  override dispose(): void {
    this.#programs.dispose();
    super.dispose();
  }

  /** The model's output for an input; on the device that it was moved to, unless the input lives on another. */
  protected override applyTensor(x: Tensor, options: CallOptions): Tensor {
    return this.onOwnDevice(() => super.applyTensor(x, options));
  }

  /** Runs on the device that the model was moved to, if it was. */
  protected onOwnDevice<Result>(run: () => Result): Result {
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

  /** The trainer for what was compiled. @throws ArgumentError where nothing was. @internal */
  async trainer(where: string): Promise<Trainer> {
    if (this.#compiled && !this.#trainer) {
      const { Trainer } = await import("../training/on-first-use.js");
      this.#trainer ??= new Trainer(this, this.#compiled);
    }
    if (this.#trainer) return this.#trainer;
    throw new ArgumentError({ where, problem: "the model is not compiled", remedy: "Call compile() first." });
  }

  /** The same, on the device of now. */
  async #trainerFor(where: string): Promise<Trainer> {
    const device = this.#device ?? currentDevice();
    const trainer = await this.trainer(where);
    trainer.device = device;
    return trainer;
  }

  /**
   * Prints Keras' table of the layers: names, output shapes, numbers of parameters, with sums and sizes below.
   *
   * @throws ArgumentError for an unknown option, and where a line is too short.
   * @example
   * import * as layers from "@sepconv/layers";
   * const model = new layers.Sequential([new layers.Dense({ units: 4, inputShape: [7] })], { name: "scores" });
   * const lines: string[] = [];
   * model.summary({ print: (line) => lines.push(line) });
   * lines[0]; // 'Model: "scores"'
   * @see https://keras.io/api/models/model/
   */
  summary(options: SummaryOptions = {}): void {
    printSummary(`${this.where}: summary`, this, options);
  }

  /** Where each layer's inputs come from, as `summary` shows it; null where each follows the one before. @internal */
  get connections(): ReadonlyMap<Layer, string> | null {
    return null;
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

function isData(value: unknown): value is Tensor | TensorData {
  return value instanceof Tensor || ArrayBuffer.isView(value) || Array.isArray(value) || typeof value === "number";
}
