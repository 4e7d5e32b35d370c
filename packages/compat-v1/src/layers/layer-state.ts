import { ArgumentError, type DType, DTypeError, isDType, type Shape } from "@sepconv/backend";
import { checkOptions, reshape, type Tensor, tidy, type Variable } from "@sepconv/core";
import type { Config, constraints, initializers, PartialShape, regularizers } from "@sepconv/layers";
import { GraphKeys, type LossThunk } from "../graph/collections.js";
import { type Graph, getDefaultGraph } from "../graph/graph.js";
import { warnOnce } from "../graph/warn-once.js";
import { openScope } from "../scopes/open-scope.js";
import type { Reuse, VariableScope } from "../scopes/variable-scope.js";
import { addWeightLoss, scopedVariable } from "../variables/get-variable.js";
import { assignWeights } from "./assign-weights.js";
import { checkedShape } from "./input-spec.js";
import { KerasMembers } from "./keras-members.js";
import { layerName } from "./layer-name.js";
import { type LayerOptions, layerOptionNames, type WeightValue } from "./layer-options.js";
import { LayerWeights } from "./layer-weights.js";

/** What `addWeight` takes besides a name and a shape. */
export interface WeightOptions {
  readonly initializer?: initializers.Initializer | null;
  readonly regularizer?: regularizers.Regularizer | null;
  readonly constraint?: constraints.Constraint | null;
  /** Default: true. A layer that is not trainable makes no trainable weights. */
  readonly trainable?: boolean;
}

/** What a layer keeps: its name, its variable scope, which the first use decides, its weights, and the graph they were made in. */
export abstract class LayerState extends KerasMembers {
  readonly className: string;
  /** The name that was given, else `<class>_<number>` counted from 1 for each graph. */
  readonly name: string;
  /** Whether weights made from now on are trainable, and `trainableWeights` lists those that are. */
  trainable: boolean;
  readonly #undecided: boolean;
  readonly #baseName: string;
  readonly #reuse: Reuse | null;
  readonly #initialWeights: readonly WeightValue[] | null;
  readonly #batchInputShape: PartialShape | null;
  readonly #weights: LayerWeights = new LayerWeights();
  #dtype: DType | null;
  #scope: VariableScope | null = null;
  #graph: Graph | null = null;
  #built = false;
  #calling = false;

  /** @throws ArgumentError for an option that no one reads. */
  protected constructor(className: string, options: LayerOptions, optionNames: readonly string[]) {
    super();
    this.className = className;
    checkOptions(className, options, [...layerOptionNames, ...optionNames]);
    const { name = null, dtype = null, _scope: scope = null } = options;
    this.trainable = options.trainable === undefined ? true : Boolean(options.trainable);
    // As in TensorFlow, whose None makes trainable variables of a layer that is not trainable.
    this.#undecided = options.trainable === null;
    const { own, base } = layerName(className, name);
    this.name = own;
    this.#baseName = base;
    this.#dtype = dtypeFrom(className, dtype);
    this.#reuse = options._reuse ?? null;
    this.#initialWeights = options.weights ?? null;
    this.#batchInputShape = batchInputShapeOf(options);
    if (scope) this.#scope = openScope(scope, {}, (captured) => captured);
  }

  /** The full name of the layer's variable scope. @throws ArgumentError before the layer was used. */
  get scopeName(): string {
    if (this.#scope) return this.#scope.name;
    throw new ArgumentError({
      where: `layer "${this.name}"`,
      problem: "there is no scope name, because the layer has not been used yet",
      remedy: "The scope is decided when the layer is first called: call it before asking for scopeName.",
    });
  }

  /** TensorFlow 1 layers do not say their graph. */
  get graph(): null {
    warnOnce(`layer "${this.name}": graph is deprecated, and null`);
    return null;
  }

  /** Whether the weights are there. */
  get built(): boolean {
    return this.#built;
  }

  /** The element type of weights; null before it is known from the first input. */
  get dtype(): DType | null {
    return this.#dtype;
  }

  /** The same: nothing is cast on the way. */
  get computeDtype(): DType | null {
    return this.#dtype;
  }

  get variableDtype(): DType | null {
    return this.#dtype;
  }

  /** Weights that training changes: none while the layer is not trainable. */
  get trainableWeights(): readonly Variable[] {
    return this.#weights.trainable(this.trainable);
  }

  get nonTrainableWeights(): readonly Variable[] {
    return this.#weights.nonTrainable(this.trainable);
  }

  /** All weights: trainable ones first, each in the order of creation. */
  get weights(): readonly Variable[] {
    return [...new Set([...this.trainableWeights, ...this.nonTrainableWeights])];
  }

  get variables(): readonly Variable[] {
    return this.weights;
  }

  get trainableVariables(): readonly Variable[] {
    return this.trainableWeights;
  }

  get nonTrainableVariables(): readonly Variable[] {
    return this.nonTrainableWeights;
  }

  /** Makes the weights for inputs of a shape, in the variable scope that is open now unless the layer has one. */
  build(inputShape: PartialShape): void {
    const shape = checkedShape(`layer "${this.name}"`, inputShape);
    this.createWeights(shape);
    this.#graph = getDefaultGraph();
    this.#built = true;
  }

  /** Number of elements of all weights. @throws ArgumentError before they are there. */
  countParams(): number {
    if (this.#built) return this.weights.reduce((total, weight) => total + weight.size, 0);
    throw new ArgumentError({
      where: `layer "${this.name}"`,
      problem: "countParams needs a built layer",
      remedy: "Call build() with an input shape, or the layer itself, first.",
    });
  }

  /** The values of all weights, in the order of `weights`. */
  getWeights(): Tensor[] {
    return this.weights.map((weight) => reshape(weight, weight.shape));
  }

  /**
   * Replaces all weights, in the order of `weights`.
   *
   * @throws ArgumentError where their number differs. @throws ShapeError where a shape differs; nothing changes then.
   */
  setWeights(values: readonly WeightValue[]): void {
    assignWeights(`layer "${this.name}"`, this.weights, values);
  }

  /** The configuration as TensorFlow 1 writes it. */
  getConfig(): Config {
    return {
      name: this.name,
      trainable: this.trainable,
      ...(this.#batchInputShape && { batch_input_shape: this.#batchInputShape }),
      dtype: this.#dtype,
    };
  }

  /** Makes the weights; a layer without weights has nothing to do. */
  protected createWeights(_inputShape: PartialShape): void {}

  /** Adds a loss to the layer and to the graph's REGULARIZATION_LOSSES: a function that is evaluated when it is read. */
  addLoss(loss: LossThunk): void {
    this.#weights.addLoss(loss);
    getDefaultGraph().collections.add(GraphKeys.REGULARIZATION_LOSSES, loss, this.#scope?.name);
  }

  /**
   * A variable in the layer's scope: made, or shared as the scope says. Without an initializer the scope's is used, else
   * Glorot's, or zeros for whole numbers.
   */
  addWeight(name: string, shape: Shape, options: WeightOptions = {}): Variable {
    const { initializer = null, regularizer = null, constraint = null, trainable = true } = options;
    this.#dtype ??= "float32";
    const dtype = this.#dtype;
    return this.inScope(null, (scope) => {
      const graph = getDefaultGraph();
      const known = new Set(regularizer && graph.collections.variables.values());
      const wanted = trainable && (this.trainable || this.#undecided);
      const given = { shape, dtype, initializer: initializer ?? scope.initializer, constraint, trainable: wanted };
      const weight = scopedVariable(name, given);
      // A getter may have made it untrainable.
      this.#weights.add(weight, wanted && weight.trainable);
      if (regularizer && !known.has(weight)) this.#regularize(graph, weight, () => regularizer(weight));
      return weight;
    });
  }

  /** The same, under TensorFlow's older name. */
  addVariable(name: string, shape: Shape, options: WeightOptions = {}): Variable {
    return this.addWeight(name, shape, options);
  }

  /** A weight that has to be there. @throws ArgumentError before the weights are made. */
  protected made(weight: Variable | null): Variable {
    if (weight) return weight;
    const where = `layer "${this.name}"`;
    throw new ArgumentError({ where, problem: "there are no weights", remedy: "Call build() or apply() first." });
  }

  /** What the weights cost now. */
  protected weightLosses(): Tensor[] {
    return this.#weights.losses();
  }

  /** Runs `body` with the graph in which the weights were made as the default one. */
  protected inGraph<Result>(body: () => Result): Result {
    return (this.#graph ?? getDefaultGraph()).asDefault(body);
  }

  /** The scope of the layer's variables, decided now if it is not yet. */
  #ownScope(scope: string | VariableScope | null): VariableScope {
    this.#scope ??= this.#reuse
      ? openScope(scope ?? this.#baseName, {}, (captured) => captured)
      : openScope(scope, { defaultName: this.#baseName }, (captured) => captured);
    return this.#scope;
  }

  /** Runs `body` in the layer's scope. @param scope decides the scope, if nothing has decided it yet. */
  protected inScope<Result>(scope: string | VariableScope | null, body: (scope: VariableScope) => Result): Result {
    const reuse = this.#built ? true : this.#reuse;
    return openScope(this.#ownScope(scope), { reuse, auxiliaryNameScope: false }, body);
  }

  /** Makes the weights at the first call. */
  protected buildFor(inputs: Tensor): void {
    this.#dtype ??= inputs.dtype;
    this.#calling = true;
    try {
      this.build(inputs.shape);
    } finally {
      this.#calling = false;
    }
    if (this.#initialWeights !== null) this.setWeights(this.#initialWeights);
  }

  #regularize(graph: Graph, weight: Variable, loss: LossThunk): void {
    // In a call there is a device: a regularizer that does not fit the weight says so at once.
    if (this.#calling) tidy(() => void loss());
    this.#weights.addLoss(loss);
    addWeightLoss(graph, weight, loss);
  }
}

function dtypeFrom(where: string, dtype: unknown): DType | null {
  const alias = dtype === "double" ? "float64" : dtype;
  if (alias === null || isDType(alias)) return alias;
  const expected = '"float32" or "float64"';
  throw new DTypeError({ where, problem: "dtype is not supported", expected, got: dtype });
}

function batchInputShapeOf({ batchInputShape, inputShape, inputDim, batchSize }: LayerOptions): PartialShape | null {
  if (batchInputShape) return batchInputShape;
  const shape = inputShape ?? (inputDim ? [inputDim] : null);
  return shape && [batchSize ?? null, ...shape];
}
