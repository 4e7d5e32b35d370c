import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../../index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

function summaryOf(model: layers.Model, options: layers.SummaryOptions = {}): string {
  const lines: string[] = [];
  model.summary({ ...options, print: (line) => lines.push(line) });
  return `\n${lines.join("\n")}\n`;
}

function gestures(): layers.Sequential {
  return new layers.Sequential(
    [
      new layers.InputLayer({ shape: [100, 6] }),
      new layers.SeparableConv1D({ filters: 32, kernelSize: 9, padding: "same" }),
      new layers.BatchNormalization(),
      new layers.Activation({ activation: "relu" }),
      new layers.GlobalAveragePooling1D(),
      new layers.Dense({ units: 4, activation: "softmax" }),
    ],
    { name: "gestures" },
  );
}

/** Two outputs, which two convolutions lead to. */
function twoHeads(): layers.Functional {
  const signal = layers.input({ shape: [100, 6], name: "signal" });
  const wide = new layers.SeparableConv1D({ filters: 8, kernelSize: 9, padding: "same", name: "wide" }).apply(signal);
  const narrow = new layers.SeparableConv1D({ filters: 8, kernelSize: 3, padding: "same", name: "narrow" });
  const sum = new layers.Add({ name: "add" }).apply([wide, narrow.apply(signal)]);
  const pooled = new layers.GlobalAveragePooling1D({ name: "global_average_pooling1d_1" }).apply(sum);
  const gesture = new layers.Dense({ units: 4, name: "gesture" }).apply(pooled);
  const effort = new layers.Dense({ units: 1, name: "effort" }).apply(pooled);
  return layers.model({ inputs: signal, outputs: { gesture, effort }, name: "two_heads" });
}

/** What Keras 3.15.1 prints for the same models. */
describe("summary, as Keras prints it", () => {
  it("shows layers, shapes, parameters and sums", () => {
    expect(summaryOf(gestures())).toBe(`
Model: "gestures"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ separable_conv1d (SeparableConv1D)   │ (None, 100, 32)             │             278 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ batch_normalization                  │ (None, 100, 32)             │             128 │
│ (BatchNormalization)                 │                             │                 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ activation (Activation)              │ (None, 100, 32)             │               0 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ global_average_pooling1d             │ (None, 32)                  │               0 │
│ (GlobalAveragePooling1D)             │                             │                 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ dense (Dense)                        │ (None, 4)                   │             132 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 538 (2.10 KB)
 Trainable params: 474 (1.85 KB)
 Non-trainable params: 64 (256.00 B)
`);
  });

  it("shortens names that do not fit", () => {
    expect(summaryOf(gestures(), { lineLength: 40 })).toBe(`
Model: "gestures"
┏━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━┓
┃                 ┃ Output     ┃ Param ┃
┃ Layer (type)    ┃ Shape      ┃     # ┃
┡━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━┩
│ separable_conv… │ (None,     │   278 │
│ (SeparableConv… │ 100, 32)   │       │
├─────────────────┼────────────┼───────┤
│ batch_normaliz… │ (None,     │   128 │
│ (BatchNormaliz… │ 100, 32)   │       │
├─────────────────┼────────────┼───────┤
│ activation      │ (None,     │     0 │
│ (Activation)    │ 100, 32)   │       │
├─────────────────┼────────────┼───────┤
│ global_average… │ (None, 32) │     0 │
│ (GlobalAverage… │            │       │
├─────────────────┼────────────┼───────┤
│ dense (Dense)   │ (None, 4)  │   132 │
└─────────────────┴────────────┴───────┘
 Total params: 538 (2.10 KB)
 Trainable params: 474 (1.85 KB)
 Non-trainable params: 64 (256.00 B)
`);
    layers.resetLayerNames();
    expect(summaryOf(gestures(), { lineLength: 60 })).toBe(`
Model: "gestures"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
│ separable_conv1d         │ (None, 100, 32)   │       278 │
│ (SeparableConv1D)        │                   │           │
├──────────────────────────┼───────────────────┼───────────┤
│ batch_normalization      │ (None, 100, 32)   │       128 │
│ (BatchNormalization)     │                   │           │
├──────────────────────────┼───────────────────┼───────────┤
│ activation (Activation)  │ (None, 100, 32)   │         0 │
├──────────────────────────┼───────────────────┼───────────┤
│ global_average_pooling1d │ (None, 32)        │         0 │
│ (GlobalAveragePooling1D) │                   │           │
├──────────────────────────┼───────────────────┼───────────┤
│ dense (Dense)            │ (None, 4)         │       132 │
└──────────────────────────┴───────────────────┴───────────┘
 Total params: 538 (2.10 KB)
 Trainable params: 474 (1.85 KB)
 Non-trainable params: 64 (256.00 B)
`);
  });

  it("shows some of the layers, by names or patterns", () => {
    expect(summaryOf(gestures(), { layerRange: ["batch.*", "dense"] })).toBe(`
Model: "gestures"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ batch_normalization                  │ (None, 100, 32)             │             128 │
│ (BatchNormalization)                 │                             │                 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ activation (Activation)              │ (None, 100, 32)             │               0 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ global_average_pooling1d             │ (None, 32)                  │               0 │
│ (GlobalAveragePooling1D)             │                             │                 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ dense (Dense)                        │ (None, 4)                   │             132 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 538 (2.10 KB)
 Trainable params: 474 (1.85 KB)
 Non-trainable params: 64 (256.00 B)
`);
    layers.resetLayerNames();
    expect(summaryOf(gestures(), { layerRange: ["dense", "batch.*"] })).toBe(`
Model: "gestures"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ batch_normalization                  │ (None, 100, 32)             │             128 │
│ (BatchNormalization)                 │                             │                 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ activation (Activation)              │ (None, 100, 32)             │               0 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ global_average_pooling1d             │ (None, 32)                  │               0 │
│ (GlobalAveragePooling1D)             │                             │                 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ dense (Dense)                        │ (None, 4)                   │             132 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 538 (2.10 KB)
 Trainable params: 474 (1.85 KB)
 Non-trainable params: 64 (256.00 B)
`);
  });

  it("shows where inputs come from, and what is trainable", () => {
    expect(summaryOf(twoHeads())).toBe(`
Model: "two_heads"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                  ┃ Output Shape              ┃         Param # ┃ Connected to               ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ signal (InputLayer)           │ (None, 100, 6)            │               0 │ -                          │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ wide (SeparableConv1D)        │ (None, 100, 8)            │             110 │ signal[0][0]               │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ narrow (SeparableConv1D)      │ (None, 100, 8)            │              74 │ signal[0][0]               │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ add (Add)                     │ (None, 100, 8)            │               0 │ wide[0][0], narrow[0][0]   │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ global_average_pooling1d_1    │ (None, 8)                 │               0 │ add[0][0]                  │
│ (GlobalAveragePooling1D)      │                           │                 │                            │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ effort (Dense)                │ (None, 1)                 │               9 │ global_average_pooling1d_… │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ gesture (Dense)               │ (None, 4)                 │              36 │ global_average_pooling1d_… │
└───────────────────────────────┴───────────────────────────┴─────────────────┴────────────────────────────┘
 Total params: 229 (916.00 B)
 Trainable params: 229 (916.00 B)
 Non-trainable params: 0 (0.00 B)
`);
    expect(summaryOf(twoHeads(), { showTrainable: true })).toBe(`
Model: "two_heads"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
┃ Layer (type)                  ┃ Output Shape              ┃          Param # ┃ Connected to              ┃ Trainable ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
│ signal (InputLayer)           │ (None, 100, 6)            │                0 │ -                         │     -     │
├───────────────────────────────┼───────────────────────────┼──────────────────┼───────────────────────────┼───────────┤
│ wide (SeparableConv1D)        │ (None, 100, 8)            │              110 │ signal[0][0]              │     Y     │
├───────────────────────────────┼───────────────────────────┼──────────────────┼───────────────────────────┼───────────┤
│ narrow (SeparableConv1D)      │ (None, 100, 8)            │               74 │ signal[0][0]              │     Y     │
├───────────────────────────────┼───────────────────────────┼──────────────────┼───────────────────────────┼───────────┤
│ add (Add)                     │ (None, 100, 8)            │                0 │ wide[0][0], narrow[0][0]  │     -     │
├───────────────────────────────┼───────────────────────────┼──────────────────┼───────────────────────────┼───────────┤
│ global_average_pooling1d_1    │ (None, 8)                 │                0 │ add[0][0]                 │     -     │
│ (GlobalAveragePooling1D)      │                           │                  │                           │           │
├───────────────────────────────┼───────────────────────────┼──────────────────┼───────────────────────────┼───────────┤
│ effort (Dense)                │ (None, 1)                 │                9 │ global_average_pooling1d… │     Y     │
├───────────────────────────────┼───────────────────────────┼──────────────────┼───────────────────────────┼───────────┤
│ gesture (Dense)               │ (None, 4)                 │               36 │ global_average_pooling1d… │     Y     │
└───────────────────────────────┴───────────────────────────┴──────────────────┴───────────────────────────┴───────────┘
 Total params: 229 (916.00 B)
 Trainable params: 229 (916.00 B)
 Non-trainable params: 0 (0.00 B)
`);
  });

  it("shows the layers of models inside", () => {
    const signal = layers.input({ shape: [100, 6], name: "outer" });
    const heads = twoHeads().apply({ signal }) as Record<string, layers.SymbolicTensor>;
    const last = new layers.Dense({ units: 1, name: "last" }).apply(heads["gesture"] as layers.SymbolicTensor);
    const model = layers.model({ inputs: signal, outputs: last, name: "outer" });
    expect(summaryOf(model)).toBe(`
Model: "outer"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ outer (InputLayer)                   │ (None, 100, 6)              │               0 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ two_heads (Functional)               │ [(None, 1), (None, 4)]      │             229 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ last (Dense)                         │ (None, 1)                   │               5 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 234 (936.00 B)
 Trainable params: 234 (936.00 B)
 Non-trainable params: 0 (0.00 B)
`);
    expect(summaryOf(model, { expandNested: true, showTrainable: true })).toBe(`
Model: "outer"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type)                          ┃ Output Shape                  ┃        Param # ┃ Traina… ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
│ outer (InputLayer)                    │ (None, 100, 6)                │              0 │    -    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│ two_heads (Functional)                │ [(None, 1), (None, 4)]        │            229 │    Y    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ signal (InputLayer)              │ (None, 100, 6)                │              0 │    -    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ wide (SeparableConv1D)           │ (None, 100, 8)                │            110 │    Y    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ narrow (SeparableConv1D)         │ (None, 100, 8)                │             74 │    Y    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ add (Add)                        │ (None, 100, 8)                │              0 │    -    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ global_average_pooling1d_1       │ (None, 8)                     │              0 │    -    │
│ (GlobalAveragePooling1D)              │                               │                │         │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ effort (Dense)                   │ (None, 1)                     │              9 │    Y    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│    └ gesture (Dense)                  │ (None, 4)                     │             36 │    Y    │
├───────────────────────────────────────┼───────────────────────────────┼────────────────┼─────────┤
│ last (Dense)                          │ (None, 1)                     │              5 │    Y    │
└───────────────────────────────────────┴───────────────────────────────┴────────────────┴─────────┘
 Total params: 234 (936.00 B)
 Trainable params: 234 (936.00 B)
 Non-trainable params: 0 (0.00 B)
`);
  });

  it("shows every call of a shared layer", () => {
    const input = layers.input({ shape: [3], name: "i" });
    const shared = new layers.Dense({ units: 3, name: "shared" });
    const model = layers.model({ inputs: input, outputs: shared.apply(shared.apply(input)), name: "sharing" });
    expect(summaryOf(model)).toBe(`
Model: "sharing"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                  ┃ Output Shape              ┃         Param # ┃ Connected to               ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━┩
│ i (InputLayer)                │ (None, 3)                 │               0 │ -                          │
├───────────────────────────────┼───────────────────────────┼─────────────────┼────────────────────────────┤
│ shared (Dense)                │ (None, 3)                 │              12 │ i[0][0], shared[0][0]      │
└───────────────────────────────┴───────────────────────────┴─────────────────┴────────────────────────────┘
 Total params: 12 (48.00 B)
 Trainable params: 12 (48.00 B)
 Non-trainable params: 0 (0.00 B)
`);
  });

  it("shows a functional model without branches as a sequence", () => {
    const input = layers.input({ shape: [8, 3], name: "x" });
    const output = new layers.Conv1D({ filters: 2, kernelSize: 3, name: "c" }).apply(input);
    expect(summaryOf(layers.model({ inputs: input, outputs: output, name: "chain" }))).toBe(`
Model: "chain"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ x (InputLayer)                       │ (None, 8, 3)                │               0 │
├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤
│ c (Conv1D)                           │ (None, 6, 2)                │              20 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 20 (80.00 B)
 Trainable params: 20 (80.00 B)
 Non-trainable params: 0 (0.00 B)
`);
  });

  it("shows what is not built, and the optimizer once it is", async () => {
    const name = "a_dense_layer_with_a_long_name_which_goes_on_and_on";
    const model = new layers.Sequential([new layers.Dense({ units: 4, name })], { name: "unbuilt" });
    expect(summaryOf(model)).toBe(`
Model: "unbuilt"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ a_dense_layer_with_a_long_name_whic… │ ?                           │     0 (unbuilt) │
│ (Dense)                              │                             │                 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 0 (0.00 B)
 Trainable params: 0 (0.00 B)
 Non-trainable params: 0 (0.00 B)
`);
    model.build([null, 7]);
    model.compile({ optimizer: "adam", loss: "mse" });
    await model.trainOnBatch(zeros([1, 7]), zeros([1, 4]));
    expect(summaryOf(model)).toBe(`
Model: "unbuilt"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓
┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩
│ a_dense_layer_with_a_long_name_whic… │ (None, 4)                   │              32 │
│ (Dense)                              │                             │                 │
└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘
 Total params: 98 (392.00 B)
 Trainable params: 32 (128.00 B)
 Non-trainable params: 0 (0.00 B)
 Optimizer params: 66 (264.00 B)
`);
  });
});

describe("summary", () => {
  it("prints to the console", () => {
    const lines: string[] = [];
    const log = console.log;
    console.log = (line: string) => void lines.push(line);
    try {
      gestures().summary({ lineLength: 60 });
    } finally {
      console.log = log;
    }
    layers.resetLayerNames();
    expect(`\n${lines.join("\n")}\n`).toBe(summaryOf(gestures(), { lineLength: 60 }));
  });

  it.each<[string, layers.SummaryOptions, string]>([
    [
      "a line that is too short",
      { lineLength: 14 },
      'Sequential "gestures": summary: a line is too short for the column "Param #"; expected a larger lineLength, got 14.',
    ],
    [
      "an unknown option",
      { printFn: () => {} } as never,
      'Sequential "gestures": summary: unknown option "printFn"; expected "print", "lineLength", "positions", ' +
        '"expandNested", "showTrainable", "layerRange".',
    ],
    [
      "an unknown layer",
      { layerRange: ["conv", "dense"] },
      'Sequential "gestures": summary: layerRange is not valid; expected two names of layers, the first and the last, ' +
        'got ["conv", "dense"].',
    ],
    [
      "no pattern",
      { layerRange: ["(", "dense"] },
      'Sequential "gestures": summary: layerRange is not valid; expected two names of layers, the first and the last, ' +
        'got ["(", "dense"].',
    ],
    [
      "no function",
      { print: "console" } as never,
      'Sequential "gestures": summary: there is no function to run; expected a function, got "console".',
    ],
  ])("refuses %s", (_, options, message) => {
    expect(() => gestures().summary(options)).toThrow(message);
  });
});
