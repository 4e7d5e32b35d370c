import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend, zeros } from "@sepconv/core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type LoadProgress, loadModel } from "../src/index.js";
import { original, refusal, url } from "./motion-archive.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

/** Serves until `use` is done. */
async function serving(
  answer: (path: string, response: ServerResponse) => void,
  use: (address: string) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => answer(request.url ?? "", response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await use(address);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return address;
}

describe("loadModel", () => {
  it("reads a path, a file: URL as an object and as text, a Blob, an ArrayBuffer, bytes and Node's Buffer", async () => {
    const sources = [
      fileURLToPath(url),
      url,
      url.href,
      new Blob([original.slice()]),
      original.slice().buffer,
      original,
      await readFile(url),
    ];
    for (const source of sources) {
      const model = await loadModel(source);
      expect(model).toMatchObject({ name: "motion", built: true });
      expect(model.countParams()).toBe(10_490);
      expect((await model.predict(zeros([1, 100, 6]))).shape).toEqual([1, 4]);
    }
  });

  it("reads from a server, and says what it answers", async () => {
    const address = await serving(
      (path, response) => {
        if (path === "/model.keras") response.end(original);
        else response.writeHead(404).end();
      },
      async (server) => {
        expect((await loadModel(`${server}/model.keras`)).name).toBe("motion");
        await expect(loadModel(`${server}/none`)).rejects.toThrow(
          refusal(`loadModel: ${server}/none answered 404; expected a model file.`),
        );
        await expect(loadModel(`${server}/model.keras`, { maxBytes: 1000 })).rejects.toThrow(
          refusal(/^loadModel: the file is too large; expected at most 1000 bytes, got \d+\./),
        );
      },
    );
    await expect(loadModel(`${address}/model.keras`)).rejects.toThrow(
      refusal(/^loadModel: http:\S+\/model\.keras cannot be fetched: fetch failed: .+\.$/),
    );
  });

  it("tells its progress, and stops for a signal", async () => {
    const told: LoadProgress[] = [];
    const onProgress = (progress: LoadProgress) => void told.push(progress);
    await serving(
      (_path, response) => {
        response.writeHead(200, { "content-length": String(original.length) }).end(original);
      },
      async (server) => {
        await loadModel(server, { onProgress });
        expect(told.at(-1)).toEqual({ loaded: original.length, total: original.length });
        const controller = new AbortController();
        const loading = loadModel(server, { signal: controller.signal, onProgress: () => controller.abort() });
        await expect(loading).rejects.toMatchObject({
          name: "AbortedError",
          message: "loadModel: aborted before the file was read.",
        });
      },
    );
    told.length = 0;
    await loadModel(url, { onProgress });
    expect(told.at(-1)).toEqual({ loaded: original.length, total: original.length });
    // A server that never answers.
    await serving(
      () => undefined,
      async (server) => {
        await expect(loadModel(server, { signal: AbortSignal.timeout(20) })).rejects.toThrow(/^loadModel: aborted/);
      },
    );
    await expect(loadModel(original, { signal: { aborted: true } })).rejects.toThrow(/^loadModel: aborted/);
  });

  it("says that a transfer broke off, with its cause", async () => {
    await serving(
      (_path, response) => {
        response.writeHead(200, { "content-length": String(original.length) });
        response.write(original.subarray(0, 1000), () => response.destroy());
      },
      async (server) => {
        const failure = await loadModel(`${server}/model.keras`).catch((error: unknown) => error);
        expect(failure).toEqual(refusal(/^loadModel: http:\S+\/model\.keras broke off: terminated: .+\.$/));
        expect(failure).toHaveProperty("cause", expect.any(TypeError));
      },
    );
  });

  it("gives up a transfer without an end at the limit", async () => {
    let closed = false;
    await serving(
      (_path, response) => {
        const timer = setInterval(() => response.write(original), 1);
        response.on("close", () => {
          clearInterval(timer);
          closed = true;
        });
      },
      async (server) => {
        await expect(loadModel(server, { maxBytes: 1e6 })).rejects.toThrow(refusal(/the file is too large/));
        await vi.waitFor(() => expect(closed).toBe(true));
      },
    );
  });

  it("says why a file or a Blob cannot be read", async () => {
    await expect(loadModel("no-such-file.keras")).rejects.toThrow(
      refusal(
        "loadModel: the file no-such-file.keras cannot be read: ENOENT: no such file or directory, open 'no-such-file.keras'.",
      ),
    );
    await expect(loadModel("file:///no/such/file.keras")).rejects.toThrow(
      refusal(
        /^loadModel: the file file:\/\/\/no\/such\/file\.keras cannot be read: ENOENT: .*'\/no\/such\/file\.keras'\.$/,
      ),
    );
    await expect(loadModel(fileURLToPath(new URL(".", import.meta.url)))).rejects.toThrow(
      refusal(/^loadModel: the file \S+ cannot be read: EISDIR: /),
    );
    const cause = new DOMException("the file changed", "NotReadableError");
    const blob = new File(["PK"], "gone.keras");
    vi.spyOn(blob, "arrayBuffer").mockRejectedValue(cause);
    const failure = await loadModel(blob).catch((error: unknown) => error);
    expect(failure).toEqual(refusal("loadModel: the file gone.keras cannot be read: the file changed."));
    expect(failure).toHaveProperty("cause", cause);
  });

  it.skipIf(process.platform === "win32")("gives up a device without an end at the limit", async () => {
    await expect(loadModel("/dev/zero", { maxBytes: 1e6 })).rejects.toThrow(refusal(/the file is too large/));
  });
});
