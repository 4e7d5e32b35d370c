import * as layers from "@sepconv/layers";
import { expect, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { expectListedOutcomes } from "../listed-outcomes.js";
import { jsonProblem, type Outcome } from "../outcomes.js";
import { errorOf, errorProblem } from "../v1/error-class.js";
import { isJson, type Json, optionsFromPython } from "./python-arguments.js";

interface ModelEntry extends Json {
  readonly id: string;
  readonly json: Json;
}

const configs = await readJson<{
  readonly layers: readonly LayerEntry[];
  readonly output_shapes: readonly ShapeEntry[];
  readonly models: readonly ModelEntry[];
  readonly failed: readonly unknown[];
}>("keras3/configs");

interface LayerEntry {
  readonly id: string;
  readonly layer: string;
  readonly args: Json;
  readonly config: Json;
  readonly serialized: Json;
  readonly input_shape: (number | null)[] | (number | null)[][] | null;
  readonly output_shape?: readonly (number | null)[];
  readonly weights?: readonly { name: string; path: string; shape: number[]; dtype: string; trainable: boolean }[];
  readonly parameters?: number;
}

interface ShapeEntry {
  readonly layer: string;
  readonly args: Json;
  readonly shapes: readonly {
    readonly input: (number | null)[];
    readonly output?: readonly (number | null)[];
    readonly exception?: string;
    readonly message?: string;
  }[];
}

/** A layer of the class, or undefined where sepconv does not have it yet. */
function makeLayer(className: string, args: Json): layers.Layer | undefined {
  layers.resetLayerNames();
  const LayerClass: unknown = Reflect.get(layers, className);
  if (typeof LayerClass !== "function") return undefined;
  const { layer: inner } = args;
  const wrapped = isJson(inner) ? { layer: layers.deserialize(inner) } : {};
  const layer: unknown = Reflect.construct(LayerClass, [{ ...optionsFromPython(args), ...wrapped }]);
  if (layer instanceof layers.Layer) return layer;
  throw new RangeError(`${className} is no layer`);
}

const isMissing = (className: string): boolean => typeof Reflect.get(layers, className) !== "function";

function halfOf(args: Json): string | undefined {
  return args["dtype"] === "float16" ? "float16 does not exist here" : undefined;
}

function layerProblem(entry: LayerEntry): string | undefined {
  let layer: layers.Layer | undefined;
  const error = errorOf(() => {
    layer = makeLayer(entry.layer, entry.args);
  });
  if (layer === undefined) return `${error}`;
  return (
    jsonProblem("config", layer.getConfig(), entry.config) ??
    builtProblem(layer, entry) ??
    jsonProblem("serialized", layers.serialize(layer), entry.serialized) ??
    copyProblem(entry.serialized)
  );
}

function builtProblem(layer: layers.Layer, entry: LayerEntry): string | undefined {
  const { input_shape: inputShape, output_shape: outputShape, weights = [], parameters } = entry;
  if (inputShape === null || outputShape === undefined) return undefined;
  const [build, outputShapeOf] = isShapeList(inputShape)
    ? [() => severalInputs(layer).build(inputShape), () => severalInputs(layer).computeOutputShape(inputShape)]
    : [() => layer.build(inputShape), () => layer.computeOutputShape(inputShape)];
  build();
  const got = layer.weights.map((weight) => ({
    name: weight.name.slice(weight.name.indexOf("/") + 1),
    path: layer instanceof layers.TimeDistributed ? `${layer.name}/${weight.name}` : weight.name,
    shape: weight.shape,
    dtype: weight.dtype,
    trainable: layer.trainableWeights.includes(weight),
  }));
  return (
    jsonProblem("output shape", outputShapeOf(), outputShape) ??
    jsonProblem("weights", got, weights) ??
    jsonProblem("parameters", layer.countParams(), parameters)
  );
}

function isShapeList(shape: (number | null)[] | (number | null)[][]): shape is (number | null)[][] {
  return Array.isArray(shape[0]);
}

function severalInputs(layer: layers.Layer): layers.MergeLayer {
  if (layer instanceof layers.MergeLayer) return layer;
  throw new RangeError(`${layer.className} takes one input`);
}

/** Read back, the layer is written the same. */
function copyProblem(serialized: Json): string | undefined {
  return jsonProblem("serialized copy", layers.serialize(layers.deserialize(serialized)), serialized);
}

it("layers are described as Keras 3 describes them", async () => {
  const entries = configs.layers;
  const outcomes = entries.map((entry): Outcome => {
    if (isMissing(entry.layer)) return { id: entry.id, problem: undefined, pending: entry.layer };
    return {
      id: entry.id,
      problem: layerProblem(entry),
      difference: halfOf(entry.args),
    };
  });
  await expectListedOutcomes("keras3/configs layers", outcomes, 155);
});

it("output shapes are those of Keras 3", async () => {
  const entries = configs.output_shapes;
  const outcomes = entries.flatMap(({ layer: className, args, shapes }) =>
    shapes.map(({ input, output, exception, message = "" }): Outcome => {
      let shape: unknown;
      const error = errorOf(() => {
        shape = makeLayer(className, args)?.computeOutputShape(input);
      });
      const problem = exception
        ? errorProblem(error, { class: exception, message })
        : error === undefined
          ? jsonProblem("output", shape, output)
          : `${error}`;
      const channels = args["data_format"] === "channels_first" ? input[1] : input[2];
      const unknown = className === "DepthwiseConv1D" && channels === null;
      return {
        id: `${className} ${JSON.stringify(args)} [${input}]`,
        problem,
        difference: unknown ? "unknown channels stay unknown" : exception ? undefined : halfOf(args),
      };
    }),
  );
  await expectListedOutcomes("keras3/configs output_shapes", outcomes, 288);
});

it("models are described as Keras 3 describes them", async () => {
  const entries = configs.models;
  const outcomes = entries.map((entry): Outcome => {
    const missing = classesIn(entry.json).find(isMissing);
    return { id: entry.id, problem: missing ? undefined : modelProblem(entry), pending: missing };
  });
  await expectListedOutcomes("keras3/configs models", outcomes, 12);
});

function modelProblem(entry: ModelEntry): string | undefined {
  layers.resetLayerNames();
  const json = withoutTraining(entry.json);
  const model = layers.modelFromConfig(JSON.stringify(json));
  const described = jsonProblem("config", model.toConfig(), json);
  if (described !== undefined || entry["input_shape"] === undefined) return described;
  const weights = entry["weights"] as readonly {
    readonly path: string;
    readonly shape: number[];
    trainable: boolean;
  }[];
  return (
    jsonProblem("input shape", model.inputShape, entry["input_shape"]) ??
    jsonProblem("output shape", model.outputShape, entry["output_shape"]) ??
    jsonProblem("parameters", model.countParams(), entry["parameters"]) ??
    jsonProblem(
      "layers",
      model.layers.map(({ name, className }) => ({ name, class: className })),
      entry["layers"],
    ) ??
    jsonProblem(
      "weights",
      model.weights.map((weight) => ({
        // Keras puts the names of the models around a layer before its own.
        path: weight.name,
        shape: weight.shape,
        trainable: model.trainableWeights.includes(weight),
      })),
      weights.map(({ path, ...others }) => ({ path: path.split("/").slice(-2).join("/"), ...others })),
    )
  );
}

/** A model's JSON without what Keras writes of its training, at any depth. */
function withoutTraining(json: Json): Json {
  return JSON.parse(JSON.stringify(json, (key, value) => (key === "compile_config" ? undefined : value)));
}

/** The classes of all layers in a model's JSON, its own first. */
function classesIn(serialized: unknown): string[] {
  if (Array.isArray(serialized)) return serialized.flatMap(classesIn);
  if (!isJson(serialized)) return [];
  const { class_name: className, config, module } = serialized;
  if (typeof className !== "string" || !isJson(config)) return [];
  const own = typeof module === "string" && /^keras($|\.layers|\.src\.)/.test(module) ? [className] : [];
  return [...own, ...classesIn(config["layers"]), ...classesIn(config["layer"])];
}

it("knows the whole set", async () => {
  expect(configs.failed).toEqual([]);
});
