import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { add } from "../ops/binary.js";
import { matmul } from "../ops/matmul.js";
import { separableConv1d } from "../ops/separable-conv1d.js";
import { slice } from "../ops/slice.js";
import { transpose } from "../ops/transpose.js";
import { relu } from "../ops/unary.js";
import { tensor, zeros } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import { variable } from "../tensor/variable.js";
import { currentDevice, type Device, openDevice, useBackend, useDevice, withDevice } from "./device.js";

let backend: RecordingBackend;
let device: Device;

beforeEach(async () => {
  backend = new RecordingBackend();
  device = await useBackend(backend);
});

const depthwise = variable(new Float32Array(9), { shape: [3, 3, 1] });
const pointwise = variable(new Float32Array(12), { shape: [1, 3, 4] });

describe("plans", () => {
  it("makes one plan for any batch and length, and one allocation for each call", () => {
    const convolve = (batch: number, steps: number) =>
      separableConv1d(zeros([batch, steps, 3]), depthwise, pointwise, { padding: "same", strides: 2 });
    convolve(1, 10);
    const before = device.statistics();
    convolve(4, 10);
    convolve(1, 33);
    const after = device.statistics();
    expect(after.plans - before.plans).toBe(0);
    expect(after.planHits - before.planHits).toBe(2);
    // Two inputs come from the host, two outputs are made.
    expect(after.allocations - before.allocations).toBe(4);
  });

  it("tells calls apart that differ in an attribute, a static extent, a rank or an operand", () => {
    const x = zeros([1, 9, 3]);
    const bias = variable(new Float32Array(4));
    const calls = [
      () => separableConv1d(x, depthwise, pointwise),
      () => separableConv1d(x, depthwise, pointwise, { strides: 2 }),
      () => separableConv1d(x, depthwise, pointwise, { activation: "relu" }),
      () => separableConv1d(x, depthwise, pointwise, { bias }),
      () => separableConv1d(x, zeros([2, 3, 1]), pointwise),
      () => relu(zeros([2])),
      () => relu(zeros([2, 1])),
    ];
    for (const [index, call] of calls.entries()) {
      const before = device.statistics();
      call();
      call();
      calls[index - 1]?.();
      call();
      const after = device.statistics();
      expect([after.plans - before.plans, after.planHits - before.planHits]).toEqual([1, index === 0 ? 2 : 3]);
    }
  });

  it("allocates nothing but the output for operands that are on the device", () => {
    const x = relu(zeros([2, 3]));
    relu(x);
    const before = device.statistics().allocations;
    relu(x);
    expect(device.statistics().allocations - before).toBe(1);
  });

  it("plans again for other attributes, static extents and operands", () => {
    const x = zeros([1, 10, 3]);
    separableConv1d(x, depthwise, pointwise);
    separableConv1d(x, depthwise, pointwise, { strides: 2 });
    separableConv1d(x, depthwise, pointwise, { bias: zeros([4]) });
    separableConv1d(x, zeros([5, 3, 1]), pointwise);
    expect(backend.count("plan", "separableConv1d")).toBe(4);
  });

  it("keeps a bounded number of plans", () => {
    for (let kernelSize = 1; kernelSize <= 300; kernelSize++) {
      separableConv1d(zeros([1, 300, 1]), zeros([kernelSize, 1, 1]), zeros([1, 1, 1]));
    }
    const before = backend.count("plan");
    separableConv1d(zeros([1, 300, 1]), zeros([300, 1, 1]), zeros([1, 1, 1]));
    expect(backend.count("plan")).toBe(before);
    separableConv1d(zeros([1, 300, 1]), zeros([1, 1, 1]), zeros([1, 1, 1]));
    expect(backend.count("plan")).toBe(before + 1);
  });

  it("keeps plans apart from the caller's arrays", () => {
    const permutation = [1, 0];
    transpose(zeros([2, 3]), { permutation });
    permutation.reverse();
    transpose(zeros([2, 3]));
    const launched = backend.calls.filter((call) => call.call === "launch");
    expect(launched.map((call) => "attrs" in call && call.attrs)).toEqual([
      { permutation: [1, 0] },
      { permutation: [1, 0] },
    ]);
    const size = [1, 1];
    const part = slice(zeros([2, 2]), { size });
    size[0] = 9;
    expect(part.shape).toEqual([1, 1]);
  });

  it("gives paddings that follow from the length at launch", () => {
    const launch = (steps: number) => {
      separableConv1d(zeros([1, steps, 3]), zeros([9, 3, 1]), pointwise, { padding: "same", strides: 2 });
      return backend.calls.at(-1);
    };
    expect(launch(100)).toMatchObject({ call: "launch", dynamic: { padLeft: 3 } });
    expect(launch(101)).toMatchObject({ call: "launch", dynamic: { padLeft: 4 } });
    expect(backend.count("plan")).toBe(1);
  });

  it("launches nothing for an empty result", () => {
    expect(relu(zeros([0, 3])).shape).toEqual([0, 3]);
    expect(backend.count("launch")).toBe(0);
  });
});

describe("devices", () => {
  it("refuses operands of two devices", async () => {
    const other = await openDevice(new RecordingBackend({ name: "other" }));
    const x = relu(zeros([2]));
    const y = withDevice(other, () => relu(zeros([2])));
    expect(() => add(x, y)).toThrow(
      'add: operands live on two devices; expected all of them on "recording", got "other". Use tensor(await x.data(), x.shape).',
    );
  });

  it("runs where the operands are, not on the default device", async () => {
    const x = relu(zeros([2]));
    const other = new RecordingBackend({ name: "other" });
    await useBackend(other);
    add(x, 1);
    expect(other.count("launch")).toBe(0);
    expect(backend.count("launch", "binary")).toBe(1);
  });

  it("says which device to choose when there is none", () => {
    device.dispose();
    expect(() => currentDevice()).toThrow(
      "device: no device was chosen. Call await useBackend(createCpuBackend()) or await init().",
    );
    expect(() => relu(zeros([1]))).toThrow("device: no device was chosen");
  });

  it("runs compositions where their operand is, with host operands in between", async () => {
    const other = new RecordingBackend({ name: "other" });
    const x = withDevice(await openDevice(other), () => relu(zeros([2, 4, 3])));
    matmul(x, zeros([4, 5]), { transposeA: true });
    expect(backend.count("launch")).toBe(0);
    expect(other.count("launch", "matmul")).toBe(1);
  });

  it("refuses a device that is none", () => {
    expect(() => useDevice("cpu" as never)).toThrow('useDevice: this is no device; expected a Device, got "cpu".');
  });

  it("refuses a device that was disposed", () => {
    const x = relu(zeros([2]));
    device.dispose();
    device.dispose();
    expect(backend.count("dispose")).toBe(1);
    expect(() => useDevice(device)).toThrow(
      'useDevice: the device "recording" was disposed. Open it again with useBackend().',
    );
    expect(() => x.dataSync()).toThrow('device "recording": it was disposed. Open it again with useBackend().');
    expect(() => relu(x)).toThrow('device "recording": it was disposed');
    x.dispose();
    expect(backend.count("free")).toBe(0);
  });

  it("refuses a dtype that the device does not compute with", () => {
    expect(() => relu(tensor(new Float64Array(2)))).toThrow(
      'relu: the device "recording" does not compute with this dtype; expected float32, got "float64". Use cast().',
    );
    expect(() => add(tensor([1]), tensor([1], [1], "int32"))).toThrow(
      'add: b has another dtype; expected "float32", got "int32". Use cast().',
    );
  });

  it("reports its name, gaps and reasons", async () => {
    const gaps = { softmax: "runs by its definition" };
    const reported = await openDevice(new RecordingBackend({ gaps }), ["chosen for this test"]);
    expect(reported.report()).toMatchObject({
      name: "recording",
      dtypes: ["float32"],
      reasons: ["chosen for this test"],
      gaps,
      statistics: { launches: 0, fallbacks: 0 },
    });
    await reported.flush();
  });
});

describe("gaps", () => {
  it("runs a fused op by its definition, on the operands' device, and counts that", async () => {
    const gapped = new RecordingBackend({ name: "gapped", gaps: { separableConv1d: "not written" } });
    const other = await openDevice(gapped);
    const x = withDevice(other, () => relu(zeros([2, 7, 3])));
    const live = other.statistics().liveBytes;
    const y = tidy(() => separableConv1d(x, depthwise, pointwise));
    expect(y.shape).toEqual([2, 5, 4]);
    expect(other.statistics().fallbacks).toBe(1);
    expect(gapped.count("launch", "matmul")).toBe(1);
    expect(backend.count("launch")).toBe(0);
    y.dispose();
    // The weights stay on the device; everything in between was given back.
    const weights = (9 + 12) * Float32Array.BYTES_PER_ELEMENT;
    expect(other.statistics().liveBytes - live).toBe(weights);
  });

  it("refuses a primitive op without a kernel", async () => {
    await useBackend(new RecordingBackend({ gaps: { matmul: "not written" } }));
    expect(() => matmul(zeros([1, 2]), zeros([2, 1]))).toThrow(
      'matmul: the device "recording" has no kernel for this op (not written). Open the backend with this kernel, or use another device.',
    );
  });
});
