import { readFileSync } from "node:fs";
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { expect } from "vitest";

export const url: URL = new URL("../../../apps/playground/public/models/motion/model.keras", import.meta.url);
export const original: Uint8Array = new Uint8Array(readFileSync(url));

const files = unzipSync(original);

/** An entry of the motion model's archive. */
export function entry(name: "config.json" | "metadata.json" | "model.weights.h5"): Uint8Array {
  const found = files[name];
  if (found === undefined) throw new Error(`the motion model has no ${name}`);
  return found.slice();
}

/** The archive with some entries replaced; null leaves one out. */
export function archive(
  changes: Readonly<Record<string, Uint8Array | string | null>>,
  level: 0 | 9 = 0,
): Uint8Array<ArrayBuffer> {
  const content: Zippable = { ...files };
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete content[name];
    else content[name] = typeof change === "string" ? strToU8(change) : change;
  }
  return zipSync(content, { level });
}

interface MotionConfig {
  readonly config: { readonly layers: readonly { readonly config: Record<string, unknown> }[] };
}

/** The configuration, changed. */
export function configuration(change: (config: MotionConfig) => void): string {
  const config: MotionConfig = JSON.parse(strFromU8(entry("config.json")));
  change(config);
  return JSON.stringify(config);
}

/** The archive with another configuration. */
export function configured(change: (config: MotionConfig) => void): Uint8Array<ArrayBuffer> {
  return archive({ "config.json": configuration(change) });
}

export function refusal(message: string | RegExp): unknown {
  return expect.objectContaining({
    name: "ModelFormatError",
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });
}
