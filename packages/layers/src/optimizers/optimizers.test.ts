import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, setWarningHandler, sub, tensor, useBackend, type Variable, variable } from "@sepconv/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";
import * as optimizers from "./index.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;
const keras2 = { dialect: "keras2" } as const;
const values = ({ variables }: optimizers.Optimizer) => variables.map((each) => [...each.dataSync()]);

let warnings: string[] = [];

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
  warnings = [];
  setWarningHandler((message) => warnings.push(message));
});

afterEach(() => {
  setWarningHandler(null);
});

class Halving extends optimizers.Optimizer {
  constructor(options: optimizers.OptimizerOptions = {}) {
    super("Halving", options, { names: [], learningRate: 1 });
  }

  protected override updateStep({ variable: w, gradient, rate }: optimizers.UpdateStep): void {
    w.assign(sub(w, mul(gradient, rate / 2)));
  }
}

describe("optimizers.get", () => {
  it("knows names in any spelling, serialized forms, optimizers and null", () => {
    const names = ["rmsprop", "RMSprop", "rms_prop", "adamW", "adam_w", "schedule_free_adamw"];
    const classes = ["RMSprop", "RMSprop", "RMSprop", "AdamW", "AdamW", "ScheduleFreeAdamW"];
    expect(names.map((name) => optimizers.get(name).className)).toEqual(classes);
    const sgd = optimizers.get({ class_name: "SGD", config: { learning_rate: 0.5, momentum: 0.25 } });
    expect(sgd).toMatchObject({ learningRate: 0.5, momentum: 0.25 });
    expect(optimizers.get(sgd)).toBe(sgd);
    expect(optimizers.get(null)).toBeNull();
    expect(optimizers.get(optimizers.serialize(sgd)).getConfig()).toEqual(sgd.getConfig());
  });

  it("refuses others, and lists what it knows", () => {
    const named =
      '"Adadelta", "Adafactor", "Adagrad", "Adam", "AdamW", "Adamax", "Ftrl", "Lion", "Muon", "Nadam", "RMSprop", "SGD", "ScheduleFreeAdamW"';
    expect(() => optimizers.get("nothing")).toThrow(
      `optimizers.get: optimizer is unknown; expected ${named}, got "nothing".`,
    );
    // Keras knows Lamb by its class alone.
    expect(() => optimizers.get("lamb")).toThrow(`expected ${named}, got "lamb".`);
    expect(optimizers.get({ class_name: "Lamb", config: {} })).toBeInstanceOf(optimizers.Lamb);
    expect(() => optimizers.get(wrong(3))).toThrow("optimizers.get: optimizer is unknown");
    expect(() => optimizers.get({})).toThrow(
      "optimizers.get: this is no serialized object; expected { class_name, config }, got {  }.",
    );
    expect(() => optimizers.get("constructor")).toThrow('got "constructor".');
  });

  it("reads what Keras 2 wrote, older optimizers' decay and lr included", () => {
    const config = {
      name: "SGD",
      weight_decay: null,
      clipnorm: null,
      global_clipnorm: null,
      clipvalue: null,
      use_ema: false,
      ema_momentum: 0.99,
      ema_overwrite_frequency: null,
      jit_compile: false,
      is_legacy_optimizer: false,
      learning_rate: 0.5,
      momentum: 0,
      nesterov: false,
    };
    const sgd = optimizers.get({ class_name: "Custom>SGD", config }, keras2);
    expect(JSON.stringify(sgd.getConfig(keras2))).toBe(JSON.stringify(config));
    expect(() => optimizers.get({ class_name: "SGD", config })).toThrow('SGD: unknown option "jitCompile"');

    const legacy = { class_name: "Adam", config: { name: "Adam", lr: 0.5, decay: 1, epsilon: null, amsgrad: false } };
    const adam = optimizers.get(legacy, keras2);
    expect(adam.learningRate).toBe(0.5);
    const w = variable([1]);
    adam.apply([tensor([1])], [w]);
    expect(adam.learningRate).toBe(0.25);
    expect(adam.getConfig()).toMatchObject({ epsilon: 1e-7, learning_rate: { class_name: "InverseTimeDecay" } });
    expect(() => optimizers.get({ class_name: "SGD", config: { decay: 1 } }, keras2)).toThrow(
      "fromConfig: decay needs a learning rate; expected a number beside it, got undefined.",
    );
    expect(optimizers.get("lion", keras2).learningRate).toBe(Math.fround(1e-4));
    expect(optimizers.Lion.fromConfig({ learning_rate: 0.5 }).learningRate).toBe(0.5);
  });

  it("knows registered classes", () => {
    layers.registerSerializable("tests", Halving, { name: "Halving" });
    const serialized = optimizers.serialize(new Halving({ learningRate: 0.5 }));
    expect(serialized).toMatchObject({ module: null, class_name: "Halving", registered_name: "tests>Halving" });
    const copy = optimizers.get(serialized);
    expect(copy).toBeInstanceOf(Halving);
    expect(copy.learningRate).toBe(0.5);
    layers.registerSerializable("tests", class {}, { name: "one" });
    expect(() => optimizers.get("tests>one")).toThrow(
      'optimizers.get: the class registered as "tests>one" makes no optimizer; expected an optimizer, got',
    );
  });
});

describe("an optimizer", () => {
  it.each([
    [
      () => new optimizers.SGD(wrong({ lr: 1 })),
      'SGD: unknown option "lr"; expected "momentum", "nesterov", "learningRate", "weightDecay", "clipnorm", "clipvalue", "globalClipnorm", "useEma", "emaMomentum", "emaOverwriteFrequency", "lossScaleFactor", "gradientAccumulationSteps", "name", "decay".',
    ],
    [
      () => new optimizers.SGD({ learningRate: -1 }),
      "SGD: learningRate is not valid; expected a number from 0 up, a schedule, a function of the step, or a variable of one number, got -1.",
    ],
    [
      () => new optimizers.SGD({ learningRate: () => -1 }).learningRate,
      "SGD: the learning rate of step 0 is not valid; expected a number from 0 up, got -1.",
    ],
    [() => new optimizers.SGD({ momentum: 2 }), "SGD: momentum is not valid; expected a number from 0 to 1, got 2."],
    [
      () => new optimizers.Adam({ clipnorm: -1 }),
      "Adam: clipnorm is not valid; expected a finite number from 0 up, got -1.",
    ],
    [
      () => new optimizers.Adam({ clipnorm: 1, clipvalue: 1 }),
      "Adam: gradients are clipped in two ways; expected one of clipnorm, clipvalue and globalClipnorm, got { clipnorm: 1, clipvalue: 1, globalClipnorm: null }.",
    ],
    [
      () => new optimizers.Adam({ emaMomentum: 2 }),
      "Adam: emaMomentum is not valid; expected a number from 0 to 1, got 2.",
    ],
    [
      () => new optimizers.Adam({ gradientAccumulationSteps: 1 }),
      "Adam: gradientAccumulationSteps is not valid; expected a whole number from 2 to 2147483647, got 1.",
    ],
    [
      () => new optimizers.AdamW({ weightDecay: null }),
      "AdamW: weightDecay is not valid; expected a number, got null.",
    ],
    [
      () => new optimizers.Ftrl({ l1RegularizationStrength: -1 }),
      "Ftrl: l1RegularizationStrength is not valid; expected a finite number from 0 up, got -1.",
    ],
    [
      () => new optimizers.SGD().apply([tensor([1])]),
      "SGD.apply: the optimizer is not built. Give the variables as well, or call build() with them first.",
    ],
    [() => new optimizers.SGD().apply([], wrong(3)), ""],
    [
      () => new optimizers.SGD().build(wrong([3])),
      "SGD.build: this is no variable; expected a list of variables, got 3.",
    ],
    [
      () => new optimizers.SGD().build([variable([1], { dtype: "int32", name: "n" })]),
      'SGD.build: the variable "n" cannot be trained; expected "float32" or "float64", got "int32".',
    ],
    [
      () => new optimizers.SGD().setWeights([]),
      "SGD.setWeights: the optimizer is not built. Call build() with the variables first.",
    ],
  ])("refuses, case %#", (make, message) => {
    if (message === "") expect(make).not.toThrow();
    else expect(make).toThrow(expect.objectContaining({ message }));
  });

  it("refuses gradients and variables that do not match", () => {
    const [a, b] = [variable([1, 2], { name: "a" }), variable([1], { name: "b" })];
    const optimizer = new optimizers.SGD();
    expect(() => optimizer.build([a, a])).toThrow(
      'SGD.build: a variable is given twice; expected distinct variables, got "a".',
    );
    optimizer.build([a]);
    const messages = [
      () => optimizer.apply([tensor([1])], [b]),
      () => optimizer.apply([tensor([1, 2]), tensor([1])]),
      () => optimizer.apply([tensor([1])]),
      () => optimizer.apply([null]),
      () => optimizer.apply([wrong(3)]),
      () => optimizer.setWeights([1]),
    ].map((refused) => {
      try {
        refused();
        return "";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    });
    expect(messages).toEqual([
      'SGD.apply: the variable "b" is unknown; expected one that the optimizer was built for. Make a new optimizer for other variables.',
      "SGD.apply: gradients and variables do not match; expected 1 gradients, one for each variable, got 2.",
      'SGD.apply: a gradient does not fit the variable "a"; expected [2], got [1].',
      "SGD.apply: no variable has a gradient; expected a gradient for one of them at least.",
      'SGD.apply: the gradient of "a" is no tensor; expected a tensor, got 3. Make one with tensor().',
      "SGD.setWeights: the number of weights differs; expected sgd/iteration [], sgd/learning_rate [], got 1.",
    ]);
    expect(optimizer.iterations).toBe(0);
  });

  it("warns of missing gradients, and of decay", () => {
    const [a, b] = [variable([1], { name: "a" }), variable([1], { name: "b" })];
    const optimizer = new optimizers.SGD({ learningRate: 0.5, decay: 0.1 });
    optimizer.applyGradients([
      [null, a],
      [tensor([1]), b],
    ]);
    expect([a.dataSync()[0], b.dataSync()[0], optimizer.iterations]).toEqual([1, 0.5, 1]);
    expect(warnings).toEqual([
      "SGD: decay is no longer supported and will be ignored",
      'SGD.apply: gradients do not exist for the variables "a"',
    ]);
    optimizer.apply([]);
    expect(optimizer.iterations).toBe(1);
  });

  it("takes its learning rate from a number, a variable, a schedule or a function", () => {
    const w = variable([1]);
    const shared = variable(0.25, { name: "rate", trainable: false });
    const optimizer = new optimizers.SGD({ learningRate: 0.5 });
    expect(optimizer.variables.map(({ name }) => name)).toEqual(["sgd/iteration", "sgd/learning_rate"]);
    optimizer.learningRate = 0.125;
    expect(optimizer.learningRate).toBe(0.125);
    optimizer.learningRate = shared;
    expect(optimizer.variables.map(({ name }) => name)).toEqual(["sgd/iteration", "rate"]);
    shared.assign(0.75);
    expect(optimizer.learningRate).toBe(0.75);
    optimizer.learningRate = (step) => 1 / (1 + step);
    optimizer.apply([tensor([1])], [w]);
    expect(optimizer.learningRate).toBe(0.5);
    expect(optimizer.variables.map(({ name }) => name)).toEqual(["sgd/iteration"]);
    expect(() => {
      optimizer.learningRate = 1;
    }).toThrow("SGD: a learning rate that a schedule gives cannot be set to a number; expected a schedule, got 1.");
    optimizer.learningRate = {
      class_name: "ExponentialDecay",
      config: { initial_learning_rate: 1, decay_steps: 1, decay_rate: 0.5 },
    };
    expect(optimizer.learningRate).toBe(0.5);
    expect(() => new optimizers.SGD({ learningRate: variable([1, 2]) })).toThrow("SGD: learningRate is not valid");
  });

  it("writes a function of the step by its registered name", () => {
    const warm = (step: number) => step / 4;
    layers.registerSerializable("tests", warm, { name: "warm" });
    const config = new optimizers.SGD({ learningRate: warm }).getConfig();
    expect(config["learning_rate"]).toMatchObject({ class_name: "function", registered_name: "tests>warm" });
    const copy = optimizers.SGD.fromConfig(config);
    copy.apply([tensor([1])], [variable([1])]);
    expect(copy.learningRate).toBe(0.25);
  });

  it("applies the constraints of a layer's weights", () => {
    const layer = new layers.Dense({ units: 1, useBias: false, kernelConstraint: "nonNeg", kernelInitializer: "ones" });
    layer.build([null, 2]);
    new optimizers.SGD({ learningRate: 1 }).apply([tensor([[3], [0.5]])], layer.trainableWeights);
    expect([...(layer.weights[0]?.dataSync() ?? [])]).toEqual([0, 0.5]);
  });

  it("spares variables from weight decay, by themselves or by their own names", () => {
    const weights = ["norm/gamma", "gamma/kernel", "bias"].map((name) => variable([1], { name }));
    const optimizer = new optimizers.SGD({ learningRate: 1, weightDecay: 0.5 });
    optimizer.excludeFromWeightDecay({ varNames: ["^gamma"], varList: weights.slice(2) });
    optimizer.apply(
      weights.map(() => tensor([0])),
      weights,
    );
    expect(weights.map((each) => each.dataSync()[0])).toEqual([1, 0.5, 1]);
    expect(() => optimizer.excludeFromWeightDecay(wrong({ names: [] }))).toThrow(
      'SGD.excludeFromWeightDecay: unknown option "names"; expected "varList", "varNames".',
    );
  });

  it("scales the loss and unscales gradients", () => {
    const w = variable([1]);
    const optimizer = new optimizers.SGD({ learningRate: 1, lossScaleFactor: 4 });
    expect(optimizer.scaleLoss(tensor(3)).dataSync()[0]).toBe(12);
    optimizer.apply([tensor([2])], [w]);
    expect(w.dataSync()[0]).toBe(0.5);
    expect(new optimizers.SGD().scaleLoss(tensor(3)).dataSync()[0]).toBe(3);
  });

  it("trains in float64 where variables are", () => {
    const w = variable([1], { dtype: "float64" });
    new optimizers.Adam({ learningRate: 0.5, epsilon: 0 }).apply([tensor([1])], [w]);
    expect(w.dtype).toBe("float64");
    expect(w.dataSync()[0]).toBeCloseTo(0.5, 12);
  });
});

describe("training that is taken up again", () => {
  const classes = [
    () => new optimizers.SGD({ momentum: 0.5, nesterov: true }),
    () => new optimizers.RMSprop({ centered: true, momentum: 0.5 }),
    () => new optimizers.Adam({ amsgrad: true, useEma: true, gradientAccumulationSteps: 2 }),
    () => new optimizers.AdamW(),
    () => new optimizers.Adamax(),
    () => new optimizers.Nadam(),
    () => new optimizers.Adagrad(),
    () => new optimizers.Adadelta(),
    () => new optimizers.Ftrl({ l1RegularizationStrength: 0.01, learningRatePower: -0.7 }),
    () => new optimizers.Lion(),
    () => new optimizers.Lamb(),
    () => new optimizers.Adafactor(),
    () => new optimizers.Muon(),
    () => new optimizers.ScheduleFreeAdamW(),
  ].map((make) => ({ name: make().className, make }));

  it.each(classes)("by $name goes on with the same bits", ({ make }) => {
    const fresh = () => [
      variable(
        [
          [1, -2],
          [0.5, 3],
        ],
        { name: "k" },
      ),
      variable([0.1, 0.2, 0.3], { name: "b" }),
    ];
    const step = (optimizer: optimizers.Optimizer, weights: readonly Variable[], at: number) => {
      const gradients = weights.map(({ size, shape }) =>
        tensor(
          Float32Array.from({ length: size }, (_, index) => Math.sin(at * 1.7 + index)),
          shape,
        ),
      );
      optimizer.apply(gradients, weights);
    };
    const [whole, first, second] = [make(), make(), make()];
    const [a, b, c] = [fresh(), fresh(), fresh()];
    for (let at = 0; at < 7; at++) step(whole, a, at);
    for (let at = 0; at < 3; at++) step(first, b, at);
    second.build(c);
    second.setWeights(first.getWeights());
    for (const [index, each] of c.entries()) each.assign([...(b[index]?.dataSync() ?? [])]);
    for (let at = 3; at < 7; at++) step(second, c, at);
    expect(values(second)).toEqual(values(whole));
    expect(c.map((each) => [...each.dataSync()])).toEqual(a.map((each) => [...each.dataSync()]));
  });
});
