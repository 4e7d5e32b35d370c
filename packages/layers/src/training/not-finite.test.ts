import { createCpuBackend } from "@sepconv/backend-cpu";
import { NotFiniteError, type Tensor, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

beforeEach(async () => {
  await useBackend(createCpuBackend());
});

const huge = { class_name: "Constant", config: { value: 1e30 } };
const remedy =
  "The weights are those before this batch. A lower learning rate may help, or an optimizer with clipnorm.";
const dense = (name: string, kernelInitializer: layers.initializers.InitializerLike = "ones") =>
  new layers.Dense({ units: 2, name, kernelInitializer });
const weightsOf = (model: layers.Model): number[][] => model.weights.map((weight) => [...weight.dataSync()]);

/** Two layers of huge weights: the second one's output is infinite. */
function exploding(): layers.Sequential {
  const model = new layers.Sequential(
    [new layers.InputLayer({ shape: [2] }), dense("first", huge), dense("second", huge), dense("third")],
    { name: "m" },
  );
  return model;
}

async function errorOf(model: layers.Model, x: Tensor, y: Tensor, options: layers.FitOptions = {}): Promise<string> {
  const before = weightsOf(model);
  const failed: unknown = await model.fit(x, y, { shuffle: false, ...options }).catch((error: unknown) => error);
  if (!(failed instanceof NotFiniteError)) throw new Error(`no error: ${String(failed)}`);
  expect(failed.code).toBe("NOT_FINITE");
  expect(weightsOf(model)).toEqual(before);
  return failed.message;
}

const compiled = <Made extends layers.Model>(model: Made, options: layers.CompileOptions = {}): Made => {
  model.compile({ optimizer: "sgd", loss: "mse", checkNumbers: true, ...options });
  return model;
};

const ones = tensor([
  [1, 1],
  [1, 1],
]);

describe("checkNumbers names what first was not finite", () => {
  it("a layer of a Sequential model", async () => {
    expect(await errorOf(compiled(exploding()), ones, ones)).toBe(
      'Sequential "m": fit: the loss is not finite in batch 1 of epoch 1: first the output of "second" (Dense); ' +
        `expected finite numbers, got Infinity. ${remedy}`,
    );
  });

  it("a layer of a model inside a functional one, by its path", async () => {
    const encoder = new layers.Sequential([dense("wide", huge), dense("deep", huge)], { name: "encoder" });
    const input = layers.input({ shape: [2] });
    const outputs = dense("scores").apply(encoder.apply(input));
    const model = compiled(layers.model({ inputs: input, outputs, name: "f" }));
    expect(await errorOf(model, ones, ones)).toContain('first the output of "encoder/deep" (Dense); expected');
  });

  it("a layer behind a normalization, whose moving numbers stay", async () => {
    const normalization = new layers.BatchNormalization({ name: "normalization" });
    const model = new layers.Sequential([
      new layers.InputLayer({ shape: [2] }),
      dense("first", huge),
      dense("second", huge),
      normalization,
    ]);
    expect(await errorOf(compiled(model), tensor([[1, 2]]), tensor([[1, 2]]))).toContain(
      'first the output of "second"',
    );
    expect(normalization.weights.map((weight) => weight.dataSync()[0])).toEqual([1, 0, 0, 1]);
  });

  it("a layer behind a dropout, by the mask of the step", async () => {
    // Of two numbers one is huge: whether it is dropped decides.
    const x = tensor([[1e30, 0]]);
    const failed: unknown[] = [];
    for (let seed = 0; seed < 8; seed++) {
      const dropout = new layers.Dropout({ rate: 0.5, seed, name: "dropout" });
      const model = new layers.Sequential([new layers.InputLayer({ shape: [2] }), dropout, dense("first", huge)]);
      failed.push(
        await compiled(model)
          .fit(x, zeros([1, 2]))
          .catch((error: unknown) => error),
      );
    }
    const errors = failed.filter((error) => error instanceof NotFiniteError);
    expect(errors.length).toBeGreaterThan(1);
    expect(errors.length).toBeLessThan(8);
    for (const { message } of errors) expect(message).toContain('first the output of "first" (Dense)');
  });

  it("the input, and y", async () => {
    const model = compiled(new layers.Sequential([new layers.InputLayer({ shape: [2] }), dense("scores")]));
    const nan = tensor([[Number.NaN, 1]]);
    expect(await errorOf(model, nan, tensor([[1, 1]]))).toContain('first the input "input"; expected');
    expect(await errorOf(model, tensor([[1, 1]]), nan)).toContain('first y of "scores"; expected');
  });

  it("a weight, which an update before has made infinite", async () => {
    const model = compiled(new layers.Sequential([new layers.InputLayer({ shape: [2] }), dense("scores")]), {
      optimizer: new layers.optimizers.SGD({ learningRate: 3e38 }),
    });
    const twice = tensor([
      [100, 100],
      [1, 1],
    ]);
    const failed: unknown = await model
      .fit(twice, zeros([2, 2]), { batchSize: 1, shuffle: false })
      .catch((error) => error);
    expect(String(failed)).toContain('the loss is not finite in batch 2 of epoch 1: first the weight "scores/kernel"');
  });

  it("the loss itself", async () => {
    const model = compiled(
      new layers.Sequential([new layers.InputLayer({ shape: [2] }), dense("scores")], { name: "m" }),
    );
    expect(await errorOf(model, tensor([[1e30, 1]]), tensor([[1, 1]]))).toBe(
      `Sequential "m": fit: the loss is not finite in batch 1 of epoch 1: first the loss itself; expected finite numbers, got Infinity. ${remedy}`,
    );
  });

  it("a gradient", async () => {
    const model = new layers.Sequential(
      [
        new layers.InputLayer({ shape: [2] }),
        dense("first"),
        dense("scores", { class_name: "Constant", config: { value: 0 } }),
      ],
      { name: "m" },
    );
    expect(await errorOf(compiled(model), tensor([[3e38, 0]]), tensor([[1e10, 1e10]]))).toBe(
      'Sequential "m": fit: a gradient is not finite in batch 1 of epoch 1: first the gradient of "scores/kernel"; ' +
        `expected finite numbers. ${remedy}`,
    );
  });

  it("in evaluate and trainOnBatch as well", async () => {
    const model = compiled(exploding());
    await expect(model.evaluate(ones, ones)).rejects.toThrow(
      'Sequential "m": evaluate: the loss is not finite in batch 1: first the output of "second" (Dense)',
    );
    await expect(model.trainOnBatch(ones, ones)).rejects.toThrow(
      'Sequential "m": trainOnBatch: the loss is not finite in this batch: first the output of "second" (Dense)',
    );
  });

  it("and trains as without where all is finite", async () => {
    const losses = async (checkNumbers: boolean) => {
      const model = new layers.Sequential([new layers.InputLayer({ shape: [2] }), dense("a"), dense("b")]);
      return (await compiled(model, { checkNumbers, optimizer: "adam" }).fit(ones, zeros([2, 2]), { epochs: 3 }))
        .history;
    };
    expect(await losses(true)).toEqual(await losses(false));
  });
});
