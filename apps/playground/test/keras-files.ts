import { readFileSync } from "node:fs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const folder = new URL("../public/models/motion/", import.meta.url);

/** The motion model's file. */
export const motionFile = readFileSync(new URL("model.keras", folder));

/** A file as the page's file input takes it. */
export interface InputFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function inputFile(name: string, bytes: Uint8Array): InputFile {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
}

/** The motion model's archive with its configuration edited as text. */
export function editedMotion(edit: (config: string) => string): Uint8Array {
  const entries = unzipSync(motionFile);
  const config = entries["config.json"];
  if (config === undefined) throw new Error("model.keras holds no config.json.");
  return zipSync({ ...entries, "config.json": strToU8(edit(strFromU8(config))) });
}

/** Keras' predictions for all recordings, `[recordings, classes]`, row-major. */
export function kerasPredictions(): Float32Array {
  const { tensors } = JSON.parse(readFileSync(new URL("test.json", folder), "utf8")) as {
    tensors: { predictions: { shape: [number, number]; offset: number } };
  };
  const { shape, offset } = tensors.predictions;
  const bytes = readFileSync(new URL("test.bin", folder));
  return new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 4 * shape[0] * shape[1]),
  );
}
