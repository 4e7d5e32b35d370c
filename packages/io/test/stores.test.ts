import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { type Tensor, tensor, useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ByteStore, fileStore, loadModel, ModelStore, memoryStore } from "../src/index.js";
import { archive, original, refusal } from "./motion-archive.js";

const folder = mkdtempSync(join(tmpdir(), "stores-"));
beforeAll(async () => {
  await useBackend(createCpuBackend());
  // Loads the writer, which takes its time when it is not built.
  await memoryStore().save("a.keras", new layers.Sequential([new layers.Dense({ units: 1, inputShape: [1] })]));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const [x, y] = [tensor([[1, 2]]), tensor([[1]])];

function line(name = "line"): layers.Sequential {
  const model = new layers.Sequential([
    new layers.InputLayer({ shape: [2] }),
    new layers.Dropout({ rate: 0.1 }),
    new layers.Dense({ units: 1, name }),
  ]);
  model.compile({ optimizer: new layers.optimizers.Adam({ learningRate: 0.1 }), loss: "mse" });
  return model;
}

async function stateOf(model: layers.Model): Promise<unknown> {
  const elements = async (all: readonly Tensor[]) => await Promise.all(all.map(async (each) => await each.data()));
  const random = model.randomSources.map(({ state }) => state);
  return [await elements(model.weights), await elements(model.optimizer?.variables ?? []), random];
}

const kinds: readonly [string, () => ModelStore][] = [
  ["memoryStore", () => memoryStore()],
  ["fileStore", () => fileStore(join(folder, "made", "when needed"))],
];
describe.each(kinds)("%s", (_name, open) => {
  it("keeps models by name, and gives a model their state", async () => {
    const store = open();
    expect(await store.names()).toEqual([]);
    expect([await store.read("a.keras"), await store.restore("a.keras", line())]).toEqual([null, false]);
    const model = line();
    await model.trainOnBatch(x, y);
    await store.save("a.keras", model, { note: { epoch: 3, numbers: [Number.NaN, -0, Number.NEGATIVE_INFINITY] } });
    const saved = await stateOf(model);
    await model.trainOnBatch(x, y);
    await store.save("b.weights.h5", model, { weightsOnly: true });
    expect(await store.names()).toEqual(["a.keras", "b.weights.h5"]);

    const other = line("other");
    const notes: unknown[] = [];
    expect(await store.restore("a.keras", other, (note) => void notes.push(note))).toBe(true);
    expect(await stateOf(other)).toEqual(saved);
    expect(notes).toEqual([{ epoch: 3, numbers: [Number.NaN, -0, Number.NEGATIVE_INFINITY] }]);
    await store.restore("b.weights.h5", other);
    expect([...(other.weights[0]?.dataSync() ?? [])]).toEqual([...(model.weights[0]?.dataSync() ?? [])]);
    expect((await loadModel((await store.read("a.keras")) ?? new Uint8Array())).name).toBe(model.name);

    await store.save("a.keras", model);
    expect((await store.names()).length).toBe(2);
    for (const name of await store.names()) await store.remove(name);
    await store.remove("a.keras");
    expect(await store.names()).toEqual([]);
  });

  it.each([
    "../a.keras",
    "/a.keras",
    "a/b.keras",
    "a\\b.keras",
    "..",
    "",
    ".hidden",
    "a\0.keras",
    "nul.keras",
    "a.",
    "ä",
    "x".repeat(201),
  ])("refuses the name %j", async (name) => {
    const store = open();
    const message =
      /: the name is not valid; expected up to 200 letters, digits and "_-\.,=\+@ ", the first a letter or digit, got "/;
    await expect(store.save(name, line())).rejects.toThrow(message);
    await expect(store.restore(name, line())).rejects.toThrow(message);
    await expect(store.read(name)).rejects.toThrow(message);
    await expect(store.remove(name)).rejects.toThrow(message);
  });

  it("changes nothing where something does not fit", async () => {
    const model = line();
    await model.trainOnBatch(x, y);
    const before = await stateOf(model);
    const keep = async (name: string, bytes: Uint8Array) => {
      const other: ByteStore = {
        read: async (wanted) => (wanted === name ? bytes : null),
        write: async () => undefined,
        remove: async () => undefined,
        names: async () => [name],
      };
      return new ModelStore(other);
    };
    const good = memoryStore();
    await good.save("a.keras", model, { note: 1 });
    const bytes = (await good.read("a.keras")) ?? new Uint8Array();
    const remedy = "Remove it from the store to begin anew\\.$";
    const refused = async (content: Uint8Array, message: string, accept?: (note: unknown) => void) => {
      const store = await keep("a.keras", content);
      await expect(store.restore("a.keras", model, accept)).rejects.toThrow(
        refusal(new RegExp(`^restore: "a\\.keras" cannot be restored: ${message} ${remedy}`)),
      );
      expect(await stateOf(model)).toEqual(before);
    };
    await refused(new Uint8Array(), "restore: the zip archive is cut off; expected a directory at its end\\.");
    await refused(bytes.slice(0, -30), "restore: .*\\.");
    await refused(original, "restore: the weight layers/dense/vars/0 has another shape; expected .*\\.");
    await refused(
      archive({ "model.weights.h5": null }),
      "restore: the archive has no model\\.weights\\.h5; expected config\\.json and model\\.weights\\.h5, as Keras 3 writes them\\.",
    );
    await refused(bytes, "no such epoch\\.", () => {
      throw new Error("no such epoch");
    });
    const sgd = line();
    sgd.compile({ optimizer: new layers.optimizers.SGD({ momentum: 0.9 }), loss: "mse" });
    await sgd.trainOnBatch(x, y);
    await expect(good.restore("a.keras", sgd)).rejects.toThrow(
      refusal(
        'restore: "a.keras" cannot be restored: restore: the weight optimizer/vars/3 has another shape; expected [1], got [2, 1]. Remove it from the store to begin anew.',
      ),
    );
    // Damage anywhere ends in a refusal or in a state.
    for (let at = 7; at < bytes.length; at += 211) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const outcome = await (await keep("a.keras", damaged))
        .restore("a.keras", model)
        .catch((error: Error) => error.name);
      expect([true, "ModelFormatError"]).toContain(outcome);
      if (outcome !== true) expect(await stateOf(model)).toEqual(before);
      else await good.restore("a.keras", model);
    }
  });
});

describe("fileStore", () => {
  it("sees only files that could be its own, and names what the system refuses", async () => {
    const directory = join(folder, "files");
    const store = fileStore(directory, { maxBytes: 100 });
    await store.save("a.keras", line());
    writeFileSync(join(directory, ".a.keras.x.tmp"), "half");
    expect(await store.names()).toEqual(["a.keras"]);
    await expect(store.read("a.keras")).rejects.toThrow(
      /^fileStore: the file is too large; expected at most 100 bytes/,
    );
    writeFileSync(join(folder, "file"), "");
    await expect(fileStore(join(folder, "file")).save("a.keras", line())).rejects.toThrow(
      refusal(/^fileStore: the directory \S+\/file cannot be made: EEXIST: /),
    );
    await expect(fileStore(join(folder, "file")).names()).rejects.toThrow(
      refusal(/^fileStore: the directory \S+\/file cannot be read: ENOTDIR: /),
    );
    expect(() => fileStore("")).toThrow('fileStore: directory is not valid; expected a path, got "".');
  });

  it("leaves what was there when writing fails", async () => {
    const directory = join(folder, "kept");
    const store = fileStore(directory);
    await store.save("a.keras", line());
    const before = readFileSync(join(directory, "a.keras"));
    const model = line();
    const broken = Object.assign(line(), { toConfig: () => ({ big: 1n }) });
    await expect(store.save("a.keras", broken)).rejects.toThrow();
    expect(readFileSync(join(directory, "a.keras"))).toEqual(before);
    if (process.getuid?.() !== 0) {
      chmodSync(directory, 0o500);
      await expect(store.save("a.keras", model)).rejects.toThrow(
        refusal(/cannot be written: EACCES: .*\. Give the process the right to write there\.$/),
      );
      chmodSync(directory, 0o700);
    }
    expect(readdirSync(directory)).toEqual(["a.keras"]);
  });
});
