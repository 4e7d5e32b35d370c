import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const MODULE = JSON.stringify(new URL("./forward-signals.mjs", import.meta.url).href);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signals-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a parent that runs a child under forwardSignals; resolves when the child has printed its process id. */
async function start(
  child: string,
): Promise<{ parent: ChildProcess; childId: number; ended: Promise<[number | null, string]> }> {
  const childFile = join(folder, "child.mjs");
  const parentFile = join(folder, "parent.mjs");
  writeFileSync(childFile, child);
  writeFileSync(
    parentFile,
    `import { spawn } from "node:child_process";
     import { forwardSignals } from ${MODULE};
     const child = spawn(process.execPath, [${JSON.stringify(childFile)}], { stdio: "inherit" });
     const { code, signal } = await forwardSignals(child, { grace: 500 });
     console.log("ended", code, signal);
     process.exitCode = code;`,
  );
  const parent = spawn(process.execPath, [parentFile], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  parent.stdout?.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const ended = once(parent, "close").then(([code]): [number | null, string] => [code as number | null, text]);
  while (!/child \d+\n/.test(text)) await new Promise((resolve) => setTimeout(resolve, 10));
  return { parent, childId: Number(/child (\d+)/.exec(text)?.[1]), ended };
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

describe("forwardSignals", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("passes %s on and waits for the child to end", async (signal) => {
    const { parent, childId, ended } = await start(
      `process.on("${signal}", () => { console.log("got ${signal}"); setTimeout(() => process.exit(7), 50); });
       setInterval(() => {}, 1000);
       console.log("child", process.pid);`,
    );
    parent.kill(signal);
    const [code, text] = await ended;
    expect(text).toBe(`child ${childId}\ngot ${signal}\nended 7 ${signal}\n`);
    expect(code).toBe(7);
    expect(isAlive(childId)).toBe(false);
  });

  test("kills a child that does not end", async () => {
    const { parent, childId, ended } = await start(
      `process.on("SIGTERM", () => {});
       setInterval(() => {}, 1000);
       console.log("child", process.pid);`,
    );
    parent.kill("SIGTERM");
    const [code] = await ended;
    expect(code).toBe(137);
    expect(isAlive(childId)).toBe(false);
  });

  test("passes an exit code through", async () => {
    const { ended } = await start(`console.log("child", process.pid); process.exitCode = 3;`);
    expect(await ended).toEqual([3, expect.stringContaining("ended 3 undefined")]);
  });
});
