import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { valueAndGrad } from "../autodiff/gradients.js";
import { type Device, useBackend } from "../engine/device.js";
import { recordProgram } from "../program/record-program.js";
import { tensor } from "../tensor/create-tensor.js";
import { type Variable, variable } from "../tensor/variable.js";
import { optimizerUpdate } from "./optimizer-update.js";
import { reshape } from "./reshape.js";
import { relu } from "./unary.js";

let backend: RecordingBackend;
let device: Device;
let weight: Variable;
let slot: Variable;

/** One step, which the recording backend computes as ones. */
function update(): void {
  optimizerUpdate("momentum", weight, tensor([1, 2]), [slot], [0.1, 0.9]);
}

/** How many values got memory in `run`. */
function allocations(run: () => void): number {
  const before = backend.count("allocate");
  run();
  return backend.count("allocate") - before;
}

beforeEach(async () => {
  backend = new RecordingBackend();
  device = await useBackend(backend);
  weight = variable([3, 4], { name: "w" });
  slot = variable([0, 0], { name: "m" });
});

describe("optimizerUpdate", () => {
  it("is one launch, whose numbers are no part of its plan", () => {
    update();
    optimizerUpdate("momentum", weight, tensor([1, 2]), [slot], [0.2, 0.9]);
    expect(backend.count("launch")).toBe(2);
    expect(backend.count("plan")).toBe(1);
    expect(backend.calls.findLast(({ call }) => call === "launch")).toMatchObject({
      attrs: { kind: "momentum" },
      dynamic: { numbers: [Math.fround(0.2), Math.fround(0.9)] },
    });
    expect([...weight.dataSync(), ...slot.dataSync()]).toEqual([1, 1, 1, 1]);
    expect([weight.version, slot.version]).toEqual([2, 2]);
  });

  it("writes in place what the device computed, new memory where the host has the value", () => {
    const gradient = relu(tensor([1, 2]));
    const step = () => optimizerUpdate("momentum", weight, gradient, [slot], [0.1, 0.9]);
    // Two copies from the host, and two results.
    expect(allocations(step)).toBe(4);
    const { liveBytes } = device.statistics();
    expect(allocations(step)).toBe(0);
    expect(device.statistics().liveBytes).toBe(liveBytes);
  });

  it("leaves alone what somebody else holds", () => {
    weight.assign(relu(tensor([3, 4])));
    update();
    const before = reshape(weight, [2, 1]);
    const other = variable(weight);
    expect(allocations(() => optimizerUpdate("sgd", weight, weight, [], [0.5]))).toBe(1);
    expect(weight.slot).not.toBe(before.slot);
    expect(other.slot).toBe(before.slot);
    before.dispose();
    other.dispose();
    const { slot: own } = weight;
    expect(allocations(() => optimizerUpdate("sgd", weight, weight, [], [0.5]))).toBe(0);
    expect(weight.slot).toBe(own);
  });

  it("forgets what the host had of a value that was moved out", async () => {
    backend = new RecordingBackend({ liveBytes: 40 });
    await useBackend(backend);
    const gradient = tensor([1, 2]);
    const step = () => optimizerUpdate("sgd", weight, gradient, [], [0.1]);
    step();
    relu(tensor([1, 2, 3, 4, 5]));
    expect(weight.slot.host).not.toBeNull();
    step();
    expect(weight.slot.host).toBeNull();
  });

  it("stays as it was when the launch fails", async () => {
    weight.assign(relu(tensor([3, 4])));
    await useBackend(new RecordingBackend({ faulty: "optimizerUpdate" }));
    weight = variable([3, 4]);
    expect(update).toThrow("optimizerUpdate: this launch fails on purpose.");
    expect([weight.version, slot.version]).toEqual([0, 0]);
    expect([...weight.dataSync()]).toEqual([3, 4]);
  });

  it("runs by its definition where there is no kernel", async () => {
    device = await useBackend(new RecordingBackend({ gaps: { optimizerUpdate: "on purpose" } }));
    update();
    expect(device.statistics()).toMatchObject({ fallbacks: 1 });
    expect([...weight.dataSync()]).toEqual([1, 1]);
  });

  it("stands in the way of a program", () => {
    const { obstacle } = recordProgram(
      ([x = weight]) => {
        update();
        return [relu(x)];
      },
      [tensor([1])],
    );
    expect(obstacle).toBe("it assigned a variable");
  });

  it("has no gradient", () => {
    const loss = valueAndGrad(() => {
      update();
      return relu(weight);
    });
    expect(() => loss(weight)).toThrow(
      "momentum: an optimizer's update has no gradient. Update variables outside of the function that gradients are taken of.",
    );
  });

  it.each<[string, () => void]>([
    [
      "adam: slots and numbers are not as many as this update has; expected [2, 4], got [1, 4].",
      () => optimizerUpdate("adam", weight, tensor([1, 2]), [slot], [1, 2, 3, 4]),
    ],
    [
      "sgd: the gradient has another shape; expected [2], got [3].",
      () => optimizerUpdate("sgd", weight, tensor([1, 2, 3]), [], [1]),
    ],
    [
      'momentum: the slot "s" has another shape; expected [2], got [1].',
      () => optimizerUpdate("momentum", weight, tensor([1, 2]), [variable([1], { name: "s" })], [1, 2]),
    ],
    [
      'sgd: g has another dtype; expected "float32", got "float64". Use cast().',
      () => optimizerUpdate("sgd", weight, tensor(new Float64Array(2)), [], [1]),
    ],
  ])("refuses: %s", (message, run) => {
    expect(run).toThrow(message);
    expect(weight.version).toBe(0);
  });
});
