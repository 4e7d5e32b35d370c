import { OutOfMemoryError } from "@sepconv/backend";
import { RecordingBackend } from "@sepconv/backend-recording";
import { describe, expect, it } from "vitest";
import { add } from "../ops/binary.js";
import { reshape } from "../ops/reshape.js";
import { relu } from "../ops/unary.js";
import { tensor, zeros } from "../tensor/create-tensor.js";
import { variable } from "../tensor/variable.js";
import { useBackend } from "./device.js";

const floats = Float32Array.BYTES_PER_ELEMENT;

describe("memory of a device", () => {
  it("is given back with the last tensor that shares a value", async () => {
    const device = await useBackend(new RecordingBackend());
    const y = relu(zeros([6]));
    const alias = reshape(y, [2, 3]);
    y.dispose();
    expect(alias.dataSync()).toHaveLength(6);
    alias.dispose();
    alias.dispose();
    // The input is on the device as long as its tensor lives; nobody holds it here, but nobody disposed it.
    expect(device.statistics().liveBytes).toBe(6 * floats);
    expect(() => alias.dataSync()).toThrow(
      "tensor: this tensor of shape [2, 3] was disposed. Return it from tidy(), or dispose it later.",
    );
  });

  it("brings a host value to the device once", async () => {
    const backend = new RecordingBackend();
    await useBackend(backend);
    const x = tensor([1, 2]);
    relu(x);
    relu(x);
    expect(backend.count("write")).toBe(1);
  });

  it("moves the oldest values to the host when the device is full, and back on use", async () => {
    const device = await useBackend(new RecordingBackend({ liveBytes: 12 * floats }));
    const first = relu(tensor([1, 2, 3, 4]));
    const second = add(first, first);
    expect(device.statistics().movedOut).toBe(0);
    const third = add(second, second);
    const fourth = add(third, third);
    // The input, then the first result: the oldest ones that were not in use.
    expect(device.statistics().movedOut).toBe(2);
    for (const value of [first, second, third, fourth]) expect([...value.dataSync()]).toEqual([1, 1, 1, 1]);
    expect(add(fourth, first).shape).toEqual([4]);
    expect(device.statistics().movedOut).toBe(4);
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(12 * floats);
  });

  it("keeps memory flat for 1e4 results that nobody disposes", async () => {
    const device = await useBackend(new RecordingBackend({ liveBytes: 64 * floats }));
    const x = zeros([8]);
    for (let call = 0; call < 10_000; call++) relu(x);
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(64 * floats);
  });

  it("refuses what does not fit beside the operands in use", async () => {
    const device = await useBackend(new RecordingBackend({ liveBytes: 10 * floats }));
    const x = relu(zeros([5]));
    expect(() => add(x, zeros([3, 5]))).toThrow(OutOfMemoryError);
    expect(device.statistics().allocations).toBe(2);
    expect([...relu(x).dataSync()]).toEqual([1, 1, 1, 1, 1]);
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(10 * floats);
  });

  it("is given back when a launch fails", async () => {
    const device = await useBackend(new RecordingBackend({ faulty: "unary" }));
    const x = tensor([1, 2]);
    expect(() => relu(x)).toThrow("unary: this launch fails on purpose.");
    expect(device.statistics().liveBytes).toBe(2 * floats);
  });

  it("does not move values where the device answers asynchronously", async () => {
    await useBackend(new RecordingBackend({ liveBytes: 10 * floats, synchronous: false }));
    const x = relu(zeros([5]));
    expect(() => relu(x)).not.toThrow();
    expect(() => relu(x)).toThrow("recording: memory is full; expected at most 40 bytes.");
    expect(() => x.dataSync()).toThrow(
      'dataSync: the device "recording" answers asynchronously. Use await tensor.data().',
    );
    expect(await x.data()).toHaveLength(5);
  });

  it("tells the backend when a variable ends, so that its packed form goes", async () => {
    const backend = new RecordingBackend();
    await useBackend(backend);
    const weight = variable([1, 2]);
    relu(weight);
    weight.dispose();
    expect(backend.calls.filter((call) => call.call === "forget")).toEqual([{ call: "forget", constant: weight }]);
    expect(backend.count("free")).toBe(1);
  });
});
