import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));

/** A running `serve.mjs`. */
export interface ServedPage {
  readonly address: string;
  /** Sends a signal, and resolves to the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Builds the page as `npm start` does. @throws Error with what Vite printed when that fails. */
export async function buildPage(): Promise<void> {
  const { NODE_ENV: _, ...environment } = process.env;
  const vite = fileURLToPath(new URL("../node_modules/vite/bin/vite.js", import.meta.url));
  const child = spawn(process.execPath, [vite, "build"], { cwd: folder, env: environment, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`vite build failed:\n${output}`);
}

/** Starts the server on a port, or the next free one, and waits for its address. */
export async function servePage(port: number): Promise<ServedPage> {
  const child = spawn(process.execPath, ["serve.mjs", "--port", String(port)], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  for await (const line of createInterface(child.stdout)) {
    const address = /^sepconv playground: (http:\/\/localhost:\d+\/)$/.exec(line)?.[1];
    if (address === undefined) continue;
    return {
      address,
      stop: (signal) => {
        child.kill(signal);
        return ended;
      },
    };
  }
  throw new Error("serve.mjs ended without printing an address.");
}
