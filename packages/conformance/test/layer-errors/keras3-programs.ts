import { tensor, zeros } from "@sepconv/core";
import * as layers from "@sepconv/layers";

const { activations, constraints, initializers, losses, metrics, optimizers, regularizers, schedules } = layers;

/** A value of the wrong kind, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;

const x = () => zeros([6, 10, 3]);
const y = () => zeros([6, 2]);
const separable = () => new layers.SeparableConv1D({ filters: 4, kernelSize: 3 });
const unbuilt = () => new layers.Sequential([separable()]);
const input = () => new layers.InputLayer({ shape: [10, 3] });
const symbolic = (shape: number[]) => layers.input({ shape });
const small = () =>
  new layers.Sequential([input(), separable(), new layers.GlobalAveragePooling1D(), new layers.Dense({ units: 2 })]);
const built = () => {
  const layer = separable();
  layer.build([null, 10, 3]);
  return layer;
};

/** What Keras' programs are in JavaScript, by their Python text. */
export const programs: ReadonlyMap<string, () => unknown> = new Map<string, () => unknown>([
  ["small().predict(x[..., :2], verbose=0)", () => small().predict(zeros([6, 10, 2]))],
  ["small().predict(x[:0], verbose=0)", () => small().predict(zeros([0, 10, 3]))],
  ["small()(x[0])", () => small().apply(zeros([10, 3]))],
  ["keras.Sequential([layers.SeparableConv1D(4, 3)]).count_params()", () => unbuilt().countParams()],
  ["keras.Sequential([layers.SeparableConv1D(4, 3)]).get_weights()", () => unbuilt().getWeights()],
  ["keras.Sequential([layers.SeparableConv1D(4, 3)]).set_weights([x])", () => unbuilt().setWeights([x()])],
  ["keras.Sequential([layers.SeparableConv1D(4, 3)]).output_shape", () => unbuilt().outputShape],
  ["keras.Sequential()(x)", () => new layers.Sequential([]).apply(x())],
  ["keras.Sequential([3])", () => new layers.Sequential(wrong([3]))],
  [
    "keras.Sequential([layers.Dense(2, name='a'), layers.Dense(2, name='a')])",
    () => new layers.Sequential(["a", "a"].map((name) => new layers.Dense({ units: 2, name }))),
  ],
  [
    "keras.Sequential([keras.Input((10, 3)), layers.SeparableConv1D(4, 11)])",
    () => new layers.Sequential([input(), new layers.SeparableConv1D({ filters: 4, kernelSize: 11 })]),
  ],
  [
    "keras.Sequential([keras.Input((10, 3)), layers.SeparableConv1D(4, 3), keras.Input((4,))])",
    () => new layers.Sequential([input(), separable(), new layers.InputLayer({ shape: [4] })]),
  ],
  [
    "keras.Sequential([keras.Input((10, 3)), layers.Dense(2), layers.Flatten(), layers.SeparableConv1D(4, 3)])",
    () => new layers.Sequential([input(), new layers.Dense({ units: 2 }), new layers.Flatten(), separable()]),
  ],
  [
    "layers.Add()([keras.Input((10, 3)), keras.Input((9, 3))])",
    () => new layers.Add().apply([symbolic([10, 3]), symbolic([9, 3])]),
  ],
  ["layers.Add()([keras.Input((10, 3))])", () => new layers.Add().apply([symbolic([10, 3])])],
  ["layers.Add()(keras.Input((10, 3)))", () => new layers.Add().apply(symbolic([10, 3]))],
  [
    "layers.Concatenate()([keras.Input((10, 3)), keras.Input((9, 3))])",
    () => new layers.Concatenate().apply([symbolic([10, 3]), symbolic([9, 3])]),
  ],
  [
    "layers.Concatenate(axis=1)([keras.Input((10, 3)), keras.Input((9, 4))])",
    () => new layers.Concatenate({ axis: 1 }).apply([symbolic([10, 3]), symbolic([9, 4])]),
  ],
  [
    "layers.Dot(axes=1)([keras.Input((10, 3)), keras.Input((9, 3))])",
    () => new layers.Dot({ axes: 1 }).apply([symbolic([10, 3]), symbolic([9, 3])]),
  ],
  ["layers.SeparableConv1D(4, 3)('text')", () => separable().apply(wrong("text"))],
  ["layers.SeparableConv1D(4, 3)(3)", () => separable().apply(wrong(3))],
  ["layers.SeparableConv1D(4, 3)([x, x])", () => separable().apply(wrong([x(), x()]))],
  ["layers.SeparableConv1D(4, 3)()", () => separable().apply(wrong(undefined))],
  ["layers.SeparableConv1D(4, 3)(x, training=True)", () => separable().apply(x(), { training: true })],
  ["layers.SeparableConv1D(4, 3)(x, mask=None)", () => separable().apply(x(), { mask: null })],
  ["layers.SeparableConv1D(4, 3)(x.astype('int32'))", () => separable().apply(zeros([6, 10, 3], "int32"))],
  ["layers.SeparableConv1D(4, 3)(x.astype('float64'))", () => separable().apply(zeros([6, 10, 3], "float64"))],
  ["layers.SeparableConv1D(4, 3).set_weights([x])", () => separable().setWeights([x()])],
  [
    "layer = layers.SeparableConv1D(4, 3); layer.build((None, 10, 3)); layer.set_weights([x])",
    () => built().setWeights([x()]),
  ],
  [
    "layer = layers.SeparableConv1D(4, 3); layer.build((None, 10, 3)); layer.set_weights([x, x, x])",
    () => built().setWeights([x(), x(), x()]),
  ],
  ["layers.SeparableConv1D(4, 3).count_params()", () => separable().countParams()],
  [
    "layers.SeparableConv1D(4, 3).compute_output_shape((None, 2, 3))",
    () => separable().computeOutputShape([null, 2, 3]),
  ],
  [
    "layers.SeparableConv1D(4, 3).compute_output_shape((None, 3, 3))",
    () => separable().computeOutputShape([null, 3, 3]),
  ],
  ["layers.SeparableConv1D(4, 3).compute_output_shape((10, 3))", () => separable().computeOutputShape([10, 3])],
  [
    "layers.SeparableConv1D(4, 3).compute_output_shape((None, 5, 10, 3))",
    () => separable().computeOutputShape([null, 5, 10, 3]),
  ],
  ["layers.SeparableConv1D.from_config({'filters': 4})", () => layers.SeparableConv1D.fromConfig({ filters: 4 })],
  [
    "layers.SeparableConv1D.from_config({'filters': 4, 'kernel_size': 3, 'groups': 1})",
    () => layers.SeparableConv1D.fromConfig({ filters: 4, kernel_size: 3, groups: 1 }),
  ],
  [
    "layers.SeparableConv1D.from_config({'filters': 4, 'kernel_size': 3, 'padding': 'causal'})",
    () => layers.SeparableConv1D.fromConfig({ filters: 4, kernel_size: 3, padding: "causal" }),
  ],
  [
    "layers.deserialize({'class_name': 'Nothing', 'config': {}})",
    () => layers.deserialize({ class_name: "Nothing", config: {} }),
  ],
  [
    "layers.deserialize({'module': 'keras.layers', 'class_name': 'Nothing', 'config': {}, 'registered_name': None})",
    () => layers.deserialize({ module: "keras.layers", class_name: "Nothing", config: {}, registered_name: null }),
  ],
  ["keras.models.model_from_json('{}')", () => layers.modelFromConfig("{}")],
  ["keras.models.model_from_json('not json')", () => layers.modelFromConfig("not json")],
  ["small().get_layer('nothing')", () => small().getLayer("nothing")],
  ["small().get_layer(index=9)", () => small().getLayer(9)],
  ["small().get_layer()", () => small().getLayer(wrong(undefined))],
  ["keras.optimizers.SGD(learning_rate=-1)", () => new optimizers.SGD({ learningRate: -1 })],
  ["keras.optimizers.SGD(momentum=2.0)", () => new optimizers.SGD({ momentum: 2 })],
  ["keras.optimizers.SGD(lr=0.1)", () => new optimizers.SGD(wrong({ lr: 0.1 }))],
  ["keras.optimizers.SGD(decay=0.1)", () => new optimizers.SGD({ decay: 0.1 })],
  ["keras.optimizers.Adam(clipnorm=1.0, clipvalue=1.0)", () => new optimizers.Adam({ clipnorm: 1, clipvalue: 1 })],
  ["keras.optimizers.Adam(clipnorm=-1.0)", () => new optimizers.Adam({ clipnorm: -1 })],
  [
    "keras.optimizers.Adam(ema_momentum=2.0, use_ema=True)",
    () => new optimizers.Adam({ emaMomentum: 2, useEma: true }),
  ],
  ["keras.optimizers.Adam(gradient_accumulation_steps=1)", () => new optimizers.Adam({ gradientAccumulationSteps: 1 })],
  ["keras.optimizers.Adam(learning_rate='fast')", () => new optimizers.Adam({ learningRate: wrong("fast") })],
  [
    "keras.optimizers.schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.2])",
    () => schedules.piecewiseConstantDecay({ boundaries: [1, 2], values: [0.1, 0.2] }),
  ],
  [
    "keras.optimizers.schedules.CosineDecayRestarts(0.1, 0)(1)",
    () => schedules.cosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 0 })(1),
  ],
  ["keras.losses.MeanSquaredError(reduction='average')", () => losses.meanSquaredError({ reduction: "average" })],
  [
    "keras.losses.MeanSquaredError()(y, np.zeros((5, 2), 'float32'))",
    () => losses.meanSquaredError()(y(), zeros([5, 2])),
  ],
  ["keras.losses.CategoricalCrossentropy(axis=3)(y, y)", () => losses.categoricalCrossentropy({ axis: 3 })(y(), y())],
  [
    "keras.losses.CategoricalCrossentropy()(y, np.zeros((6, 3), 'float32'))",
    () => losses.categoricalCrossentropy()(y(), zeros([6, 3])),
  ],
  ["keras.losses.get('nothing')", () => losses.get("nothing")],
  ["keras.losses.get(3)", () => losses.get(wrong(3))],
  ["keras.metrics.get('nothing')", () => metrics.get("nothing")],
  ["keras.metrics.AUC(num_thresholds=1)", () => new metrics.AUC({ numThresholds: 1 })],
  ["keras.metrics.AUC(curve='XYZ')", () => new metrics.AUC({ curve: "XYZ" })],
  ["keras.metrics.AUC(thresholds=[0.5, 2.0])", () => new metrics.AUC({ thresholds: [0.5, 2] })],
  ["keras.metrics.Precision(thresholds=2.0)", () => new metrics.Precision({ thresholds: 2 })],
  ["keras.metrics.F1Score(average='nothing')", () => new metrics.F1Score({ average: "nothing" })],
  ["keras.metrics.F1Score()(labels, labels)", () => new metrics.F1Score().updateState(zeros([6]), zeros([6]))],
  ["keras.initializers.get('nothing')", () => initializers.get("nothing")],
  ["keras.initializers.VarianceScaling(scale=0)", () => initializers.varianceScaling({ scale: 0 })],
  ["keras.initializers.VarianceScaling(mode='nothing')", () => initializers.varianceScaling({ mode: "nothing" })],
  [
    "keras.initializers.VarianceScaling(distribution='nothing')",
    () => initializers.varianceScaling({ distribution: "nothing" }),
  ],
  ["keras.initializers.Identity()((2, 3, 4))", () => initializers.identity()([2, 3, 4])],
  ["keras.initializers.Orthogonal()((3,))", () => initializers.orthogonal()([3])],
  ["keras.regularizers.L1(-1)", () => regularizers.l1({ l1: -1 })],
  ["keras.regularizers.L2('a')", () => regularizers.l2({ l2: wrong("a") })],
  ["keras.regularizers.L1L2(l1=float('nan'))", () => regularizers.l1l2({ l1: Number.NaN })],
  [
    "keras.regularizers.OrthogonalRegularizer(mode='nothing')",
    () => regularizers.orthogonalRegularizer({ mode: "nothing" }),
  ],
  ["keras.regularizers.OrthogonalRegularizer()(x)", () => regularizers.orthogonalRegularizer()(x())],
  ["keras.regularizers.get('l1_l2')", () => regularizers.get("l1_l2")],
  ["keras.constraints.get('nothing')", () => constraints.get("nothing")],
  ["keras.activations.get('nothing')", () => activations.get("nothing")],
  ["keras.activations.softmax(np.zeros(3, 'float32'))", () => activations.softmax(tensor([0, 0, 0]))],
  ["keras.activations.glu(np.zeros((2, 3), 'float32'))", () => activations.glu(zeros([2, 3]))],
  ["keras.Input(shape=3)", () => new layers.InputLayer({ shape: wrong(3) })],
  ["keras.Input(shape=(3,), batch_shape=(2, 3))", () => new layers.InputLayer({ shape: [3], batchShape: [2, 3] })],
  ["keras.Input()", () => new layers.InputLayer({})],
]);

/** What the other programs wait for, by what their text says. */
const topics: readonly (readonly [RegExp, string])[] = [
  [/compile|fit\(|evaluate|train_on_batch/, "training"],
  [/load_model|save|load_weights/, "files"],
  [/summary/, "summary"],
  [/keras\.Model|\.output$|\.input$/, "functional models"],
  [/quantize/, "quantization"],
  [/to_categorical/, "to_categorical"],
];

/** What a program that has no twin in JavaScript waits for. */
export function topicOf(program: string): string {
  const found = topics.find(([pattern]) => pattern.test(program))?.[1];
  if (found !== undefined) return found;
  throw new RangeError(`no twin and no topic: ${program}`);
}

/** Programs that differ from Keras on purpose. */
export const programDifferences: ReadonlyMap<string, string> = new Map([
  ["keras.optimizers.Adam(clipnorm=-1.0)", "a negative norm to clip to is refused"],
  ["small().predict(x[:0], verbose=0)", "no samples have no predictions; Keras fails by accident"],
  ["keras.Sequential([layers.SeparableConv1D(4, 3)]).output_shape", "null before the model is built"],
  ["layers.SeparableConv1D(4, 3)(x, mask=None)", "every layer's call takes a mask, null for none"],
  [
    "layers.SeparableConv1D.from_config({'filters': 4, 'kernel_size': 3, 'groups': 1})",
    "keys that Keras 2 leaves in the configuration are dropped",
  ],
  [
    "layers.SeparableConv1D.from_config({'filters': 4, 'kernel_size': 3, 'padding': 'causal'})",
    "causal padding, which Keras 2 had",
  ],
  ["keras.models.model_from_json('{}')", "what is no model is refused"],
]);
