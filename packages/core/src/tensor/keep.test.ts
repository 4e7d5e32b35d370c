import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, expect, it } from "vitest";
import { gradients } from "../autodiff/gradients.js";
import { useBackend } from "../engine/device.js";
import { mul } from "../ops/binary.js";
import { tensor } from "./create-tensor.js";
import { keep } from "./keep.js";
import { tidy } from "./scope.js";
import type { Tensor } from "./tensor.js";

beforeEach(async () => {
  await useBackend(new RecordingBackend());
});

it("outlives scopes and the tensor itself, until it is disposed", () => {
  const kept: Tensor[] = [];
  tidy(() => {
    const value = tensor([1, 2]);
    tidy(() => kept.push(keep(value)));
  });
  const [held] = kept;
  expect([...(held?.dataSync() ?? [])]).toEqual([1, 2]);
  held?.dispose();
  expect(() => held?.dataSync()).toThrow("was disposed");
});

it("is followed by a tape that follows the tensor", () => {
  const x = tensor([3]);
  const kept: Tensor[] = [];
  const [gradient] = gradients(() => {
    tidy(() => kept.push(keep(mul(x, x))));
    const [square = x] = kept;
    return square;
  }, [x]);
  // The seed of the backward pass went through mul: without the tape there would be zeros from the host.
  expect(gradient?.slot.home).not.toBeNull();
  for (const held of kept) held.dispose();
});
