import { ArgumentError, type DType } from "@sepconv/backend";
import { boolean, type RandomSource, randomSource, reshapeTo, type Tensor, type Variable } from "@sepconv/core";
import { CallLosses } from "./call-losses.js";
import type { Vocabulary } from "./vocabulary.js";
import { assignWeights, makeWeight, regularizerOf, type WeightOptions, type WeightValue } from "./weight.js";

/** What a layer holds: weights, layers inside, and the losses of its latest call. */
export abstract class LayerState {
  abstract readonly name: string;
  /** The element type of weights and computations. */
  abstract readonly dtype: DType;
  /** Whether the weights are there; from then on neither weights nor layers are added. */
  abstract readonly built: boolean;
  /** What it understands where options ask for an initializer, a regularizer, a constraint or an activation. */
  protected abstract readonly vocabulary: Vocabulary;
  /** How messages name this layer. */
  protected abstract readonly where: string;
  #trainable = true;
  readonly #weights: Variable[] = [];
  readonly #layers = new Set<LayerState>();
  readonly #randomSources: RandomSource[] = [];
  readonly #losses = new CallLosses();

  /** Whether training changes the weights; set, it holds for the layers inside as well. */
  get trainable(): boolean {
    return this.#trainable;
  }

  set trainable(value: boolean) {
    this.#trainable = boolean(this.where, "trainable", value);
    for (const layer of this.#layers) layer.trainable = value;
  }

  /** The layers inside, in order. */
  get sublayers(): readonly LayerState[] {
    return [...this.#layers];
  }

  /** All weights: the layer's own, trainable ones first, each group in the order of creation; then those of layers inside. */
  get weights(): readonly Variable[] {
    const own = [...this.#weights.filter(isTrainable), ...this.#weights.filter((weight) => !isTrainable(weight))];
    return distinct([...own, ...this.sublayers.flatMap((layer) => layer.weights)]);
  }

  /** The weights that training changes; none when the layer is not trainable. */
  get trainableWeights(): readonly Variable[] {
    if (!this.trainable) return [];
    const inside = this.sublayers.flatMap((layer) => layer.trainableWeights);
    return distinct([...this.#weights.filter(isTrainable), ...inside]);
  }

  /** The weights that training leaves alone. */
  get nonTrainableWeights(): readonly Variable[] {
    const trainable = this.trainableWeights;
    return this.weights.filter((weight) => !trainable.includes(weight));
  }

  /** The random streams that calls draw from: the layer's own, then those of layers inside. Checkpoints keep where they stand. */
  get randomSources(): readonly RandomSource[] {
    return distinct([...this.#randomSources, ...this.sublayers.flatMap((layer) => layer.randomSources)]);
  }

  /**
   * Losses beside the one that is trained for: those that the latest call has added, of this layer and of those inside,
   * then what the trainable weights cost, computed now. A frozen layer's weights cost nothing.
   */
  get losses(): readonly Tensor[] {
    const weights = this.trainableWeights.flatMap((weight) => regularizerOf(weight)?.(weight) ?? []);
    return [...this.#callLosses(), ...weights];
  }

  /** Number of elements of all weights. @throws ArgumentError before the layer is built. */
  countParams(): number {
    this.#checkBuilt("countParams");
    return this.weights.reduce((total, weight) => total + weight.size, 0);
  }

  /** Adds a loss, one number, until the next call of the outermost layer. For use in `call`. */
  addLoss(loss: Tensor): void {
    this.#losses.add(this.where, loss);
  }

  /**
   * A new weight, made in the constructor or in `createWeights`.
   *
   * @throws ArgumentError once the layer is built, and for options. @throws ShapeError where the initial value does not fit.
   */
  addWeight(options: WeightOptions): Variable {
    this.#checkNotBuilt("a weight");
    const weight = makeWeight(this.where, this.name, options, this.dtype, this.vocabulary);
    this.#weights.push(weight);
    return weight;
  }

  /** A random stream of the layer's own, for use in `call`. Default: of a seed that follows from `setRandomSeed`. */
  addRandomSource(seed?: number | null): RandomSource {
    const source = randomSource(seed);
    this.#randomSources.push(source);
    return source;
  }

  /** Makes a layer inside this one known, so that its weights and losses count. @throws ArgumentError once this one is built. */
  addLayer<Inner extends LayerState>(layer: Inner): Inner {
    this.#checkNotBuilt("a layer");
    if (!(layer instanceof LayerState)) {
      throw new ArgumentError({ where: this.where, problem: "this is no layer", expected: "a layer", got: layer });
    }
    this.#layers.add(layer);
    return layer;
  }

  /** The values of all weights, in the order of `weights`. They stay as they are when the weights change. */
  getWeights(): Tensor[] {
    return this.weights.map((weight) => reshapeTo(weight, weight.shape));
  }

  /**
   * Replaces all weights, in the order of `weights`.
   *
   * @throws ArgumentError where their number differs. @throws ShapeError, DTypeError where one does not fit; nothing
   *   changes then.
   */
  setWeights(values: readonly WeightValue[]): void {
    this.#checkBuilt("setWeights");
    assignWeights(this.where, this.weights, values);
  }

  /** Gives back all weights, and those of the layers inside. */
  dispose(): void {
    this.#losses.clear();
    for (const weight of this.#weights) weight.dispose();
    for (const layer of this.#layers) layer.dispose();
  }

  /** Makes the layers known that are fields, alone or in lists, in their order. Returns how many weights this one itself has. */
  protected adopt(): number {
    for (const layer of Object.values(this).flat()) {
      if (layer instanceof LayerState) this.addLayer(layer).trainable &&= this.#trainable;
    }
    return this.#weights.length;
  }

  /** Takes back the weights that a failed `createWeights` has made. */
  protected dropWeights(from: number): void {
    for (const weight of this.#weights.splice(from)) weight.dispose();
  }

  /** Clears the losses that earlier calls have added, here and in the layers inside. */
  protected forgetLosses(): void {
    this.#losses.clear();
    for (const layer of this.#layers) layer.forgetLosses();
  }

  #callLosses(): Tensor[] {
    return [...this.#losses.values, ...this.sublayers.flatMap((layer) => layer.#callLosses())];
  }

  #checkNotBuilt(what: string): void {
    if (!this.built) return;
    throw new ArgumentError({
      where: this.where,
      problem: `${what} cannot be added to a layer that is built`,
      remedy: "Add it in the constructor or in createWeights().",
    });
  }

  #checkBuilt(method: string): void {
    if (this.built) return;
    throw new ArgumentError({
      where: this.where,
      problem: `${method} needs a built layer`,
      remedy: "Call build() with an input shape, or apply() first.",
    });
  }
}

function isTrainable(weight: Variable): boolean {
  return weight.trainable;
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}
