import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { expect, it } from "vitest";
import { fileStore, loadModel, memoryStore, saveModel } from "../src/index.js";

it("saves a model in a page: as bytes, into a file of the origin's own, and as a checkpoint", async () => {
  await useBackend(createCpuBackend());
  const model = new layers.Sequential([
    new layers.InputLayer({ shape: [2] }),
    new layers.Dropout({ rate: 0.5 }),
    new layers.Dense({ units: 1 }),
  ]);
  model.compile({ optimizer: "adam", loss: "mse" });
  const [x, y] = [tensor([[1, 2]]), tensor([[3]])];
  await model.trainOnBatch(x, y);

  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle("model.keras", { create: true });
  const bytes = await saveModel(model, handle);
  const file = await handle.getFile();
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  const copy = await loadModel(file);
  expect(await copy.trainOnBatch(x, y)).toEqual(await model.trainOnBatch(x, y));

  const store = memoryStore();
  await store.save("a.keras", model);
  const saved = await model.trainOnBatch(x, y);
  await store.restore("a.keras", model);
  expect(await model.trainOnBatch(x, y)).toEqual(saved);

  await expect(saveModel(model, "model.keras")).rejects.toThrow(
    /^saveModel: this is no place for a model; expected in Node a path/,
  );
  expect(() => fileStore("checkpoints")).toThrow(
    "fileStore: there are no files here; expected Node. In a page use memoryStore(), or a ModelStore over a ByteStore of your own.",
  );
});
