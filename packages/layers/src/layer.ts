import { ArgumentError, type DType, isFloating } from "@sepconv/backend";
import {
  boolean,
  cast,
  checkOptions,
  checkTensor,
  combine,
  onDeviceOf,
  reshapeTo,
  scalar,
  type Tensor,
  tidy,
} from "@sepconv/core";
import { asCall } from "./call-losses.js";
import { type CallOptions, settledCallOptions } from "./call-options.js";
import type { Config } from "./config.js";
import type { Dialect, DialectOption } from "./dialect.js";
import { dtypeConfig, dtypePolicy, type LayerDType } from "./dtype-policy.js";
import { checkInputSpec, type InputSpec } from "./input-spec.js";
import { isSymbolicTensor } from "./is-symbolic.js";
import { batchInputShapeOf, type LayerOptions, layerOptionNames } from "./layer-options.js";
import { LayerState } from "./layer-state.js";
import type { SymbolicOptions, SymbolicTensor } from "./models/functional/symbolic-tensor.js";
import { serializePart } from "./named-part.js";
import { checkPartialShape, type PartialShape } from "./partial-shape.js";
import { partsOnly } from "./parts-only.js";
import type { Regularizer } from "./regularizers/regularizer.js";
import { registeredPartName } from "./serialization/registered-part.js";
import { uniqueName } from "./unique-name.js";
import type { Vocabulary } from "./vocabulary.js";

/**
 * A layer as Keras knows it: constructed with options, built for an input shape, applied to tensors, described by a
 * configuration.
 *
 * A layer of one's own says how it computes (`call`), which weights it needs (`createWeights`), which shape comes out
 * (`outputShapeOf`) and what its options are (`getConfig`). Layers inside it are fields, alone or in lists, or made known
 * with `addLayer`; `createWeights` may build them, else the first call does.
 *
 * @see https://keras.io/api/layers/base_layer/
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import { mul, type Tensor, tensor, useBackend, type Variable } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * await useBackend(createCpuBackend());
 *
 * class Gain extends layers.Layer {
 *   readonly factor: number;
 *   gain?: Variable;
 *
 *   constructor({ factor = 1, ...options }: layers.LayerOptions & { readonly factor?: number } = {}) {
 *     super("Gain", options);
 *     this.factor = factor;
 *   }
 *   protected override createWeights(inputShape: layers.PartialShape) {
 *     const shape = [inputShape.at(-1) ?? 1];
 *     this.gain = this.addWeight({ name: "gain", shape, initializer: "ones", regularizer: "l2" });
 *   }
 *   override call(x: Tensor) {
 *     return mul(mul(x, this.gain ?? 1), this.factor);
 *   }
 *   protected override outputShapeOf(inputShape: layers.PartialShape) {
 *     return inputShape;
 *   }
 *   override getConfig(options?: layers.DialectOption) {
 *     return { ...super.getConfig(options), factor: this.factor };
 *   }
 * }
 * layers.registerSerializable("my_package", Gain);
 *
 * const layer = new Gain({ factor: 2 });
 * layer.apply(tensor([[1, 10]])).dataSync(); // [2, 20]
 * layers.deserialize(layers.serialize(layer)).getConfig()["factor"]; // 2
 */
export abstract class Layer extends LayerState {
  /** Keras' class name, which files and configurations use. */
  readonly className: string;
  readonly name: string;
  readonly dtype: LayerDType;
  /** The policy's name, such as "mixed_float16". */
  readonly dtypePolicy: string;
  /** What the output costs, or null. */
  readonly activityRegularizer: Regularizer | null;
  /** The input's shape that was given with the options, or null. */
  readonly batchInputShape: PartialShape | null;
  /** What `checkInput` asks of an input; null for nothing. */
  inputSpec: InputSpec | null = null;
  /** What the layer was applied to, once it was applied to a symbolic tensor; of several a list, of several calls an error. */
  declare readonly input: SymbolicTensor;
  /** What came of it. */
  declare readonly output: SymbolicTensor;
  /** Whether `call` understands masks, or leaves the steps as they are; else a mask is dropped with a warning. */
  supportsMasking = false;
  /** Whether Keras stores the input's shape of a layer that has no weights. */
  protected readonly keepsBuildShape: boolean = false;
  /** Whether Keras' class takes a mask as an argument of its own: models' configurations name it then. */
  readonly callTakesMask: boolean = false;
  protected readonly vocabulary: Vocabulary;
  readonly #autocast: boolean;
  #buildShape: PartialShape | null = null;

  /** What its layers understand where options ask for a part. Read when a layer is constructed. */
  static get vocabulary(): Vocabulary {
    return partsOnly;
  }

  /**
   * @param className Keras' name for the class, which is written into files.
   * @param optionNames the options of the class itself.
   * @throws ArgumentError for an option that no one reads.
   */
  protected constructor(className: string, options: LayerOptions, optionNames: readonly string[] = []) {
    super();
    this.className = className;
    checkOptions(className, options, [...layerOptionNames, ...optionNames]);
    const { name, trainable = true, autocast = true, dialect = "keras3" } = options;
    checkName(className, name, dialect);
    this.name = name || uniqueName(className);
    this.trainable = boolean(className, "trainable", trainable);
    this.#autocast = boolean(className, "autocast", autocast);
    const policy = dtypePolicy(this.where, options.dtype);
    this.dtype = policy.dtype;
    this.dtypePolicy = policy.name;
    this.vocabulary = new.target.vocabulary;
    const argument = "activityRegularizer";
    this.activityRegularizer = this.vocabulary.regularizer(this.where, argument, options[argument], dialect);
    this.batchInputShape = batchInputShapeOf(this.where, options);
  }

  protected get where(): string {
    return `${this.className} "${this.name}"`;
  }

  get built(): boolean {
    return this.#buildShape !== null;
  }

  /** The input shape that the layer was built for; null before. */
  get buildShape(): PartialShape | null {
    return this.#buildShape;
  }

  /** Creates the weights for inputs of a shape; a second call does nothing. @throws ShapeError where it does not fit. */
  build(inputShape: PartialShape): void {
    if (this.built) return;
    checkPartialShape(this.where, inputShape);
    this.checkInput(inputShape);
    const before = this.adopt();
    try {
      this.createWeights(inputShape);
    } catch (error) {
      this.dropWeights(before);
      throw error;
    }
    this.#buildShape = [...inputShape];
  }

  /**
   * The layer's output for an input; builds the layer first if need be. Floating-point inputs of another dtype are cast
   * to the layer's. Everything computed on the way is given back.
   *
   * @throws ShapeError where the input does not fit. @throws DTypeError where its dtype does not.
   */
  apply(x: Tensor, options?: CallOptions): Tensor;
  apply(x: SymbolicTensor, options?: SymbolicOptions): SymbolicTensor;
  apply(x: Tensor | SymbolicTensor, options: CallOptions | SymbolicOptions = {}): Tensor | SymbolicTensor {
    if (isSymbolicTensor(x)) return x.applyLayer(this, x, options as SymbolicOptions);
    return this.applyTensor(x, options as CallOptions);
  }

  /** The output for a tensor. */
  protected applyTensor(x: Tensor, options: CallOptions): Tensor {
    checkTensor(this.where, "the input", x);
    const settled = settledCallOptions(this.where, options, this.supportsMasking);
    this.checkDType(x.dtype);
    if (this.built) this.checkInput(x.shape);
    else this.build(x.shape);
    return this.computed([x], ([input = x]) => this.call(input, settled));
  }

  /** What `call` gives for inputs that were checked, cast where need be, as one call with its losses. */
  protected computed(inputs: readonly Tensor[], call: (inputs: readonly Tensor[]) => Tensor): Tensor {
    const isCast = ({ dtype }: Tensor): boolean => this.#autocast && isFloating(dtype) && dtype !== this.dtype;
    const compute = (): Tensor => {
      const y = call(inputs.map((x) => (isCast(x) ? cast(x, this.dtype) : x)));
      if (this.activityRegularizer) this.addLoss(perSample(this.activityRegularizer(y), y.shape));
      return inputs.includes(y) ? reshapeTo(y, y.shape) : y;
    };
    return asCall(
      () => this.forgetLosses(),
      () => onDeviceOf(inputs, () => tidy(compute)),
    );
  }

  /** The computation itself, on an input that fits. */
  abstract call(x: Tensor, options: CallOptions): Tensor;

  /** The output's mask for an input's. */
  computeMask(_x: Tensor, mask: Tensor | null): Tensor | null {
    return this.supportsMasking ? mask : null;
  }

  /** The output's shape for an input's; unknown extents stay unknown. @throws ShapeError where the input does not fit. */
  computeOutputShape(inputShape: PartialShape): PartialShape {
    checkPartialShape(this.where, inputShape);
    this.checkInput(inputShape);
    return this.outputShapeOf(inputShape);
  }

  /** The configuration as Keras writes it, from which `fromConfig` makes an equal layer. */
  getConfig({ dialect = "keras3" }: DialectOption = {}): Config {
    const { name, trainable, batchInputShape, activityRegularizer: regularizer } = this;
    const dtype = dtypeConfig(this.dtypePolicy, dialect);
    if (dialect === "keras2") {
      return { name, trainable, dtype, ...(batchInputShape && { batch_input_shape: batchInputShape }) };
    }
    const activity =
      regularizer && serializePart("keras.regularizers", regularizer, { registeredName: registeredPartName });
    return { name, trainable, dtype, ...(activity && { activity_regularizer: activity }) };
  }

  /** What Keras stores beside the configuration, to build the layer again; null for most layers without weights. */
  getBuildConfig(): Config | null {
    const isKept = this.keepsBuildShape || this.weights.length > 0;
    return this.#buildShape && isKept ? { input_shape: this.#buildShape } : null;
  }

  /** The output's shape for an input's that fits. @throws ArgumentError where the layer does not say. */
  protected outputShapeOf(_inputShape: PartialShape): PartialShape {
    throw new ArgumentError({
      where: this.where,
      problem: "the layer does not say its output's shape",
      remedy: "Give its class a method outputShapeOf(inputShape).",
    });
  }

  /** Refuses an input that does not fit, before and after building; by default one that is unlike `inputSpec`. */
  protected checkInput(inputShape: PartialShape): void {
    if (this.inputSpec) checkInputSpec(this.where, this.inputSpec, inputShape);
  }

  /** Refuses an input of a dtype that the layer cannot take; by default none. */
  protected checkDType(_dtype: DType): void {}

  /** Adds the weights; a layer without weights has nothing to do. */
  protected createWeights(_inputShape: PartialShape): void {}
}

/** Keras 3 keeps the slash for paths. */
function checkName(where: string, name: unknown, dialect: Dialect): void {
  if (name === undefined || name === null) return;
  if (typeof name === "string" && (dialect === "keras2" || !name.includes("/"))) return;
  const expected = dialect === "keras2" ? "a string" : "a string without slashes";
  throw new ArgumentError({ where, problem: "name is not valid", expected, got: name });
}

/** An activity loss divided by the batch size; 0 for an empty batch, as Keras has it. */
function perSample(loss: Tensor, [batch]: readonly number[]): Tensor {
  if (batch === undefined) return loss;
  return combine(batch === 0 ? "mul" : "div", loss, scalar(batch, loss.dtype));
}
