import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { type Device, useBackend } from "../engine/device.js";
import { add, mul, sub } from "../ops/binary.js";
import { depthwiseConv1d } from "../ops/depthwise-conv1d.js";
import { mean, sum } from "../ops/reduce.js";
import { reshape } from "../ops/reshape.js";
import { separableConv1d } from "../ops/separable-conv1d.js";
import { relu, square } from "../ops/unary.js";
import { tensor, zeros } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { variable } from "../tensor/variable.js";
import { gradients, valueAndGrad } from "./gradients.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = <Type>(value: unknown): Type => value as Type;

let backend: RecordingBackend;
let device: Device;

beforeEach(async () => {
  backend = new RecordingBackend();
  device = await useBackend(backend);
});

const convolution = () => ({
  x: zeros([2, 8, 3]),
  depthwise: variable(new Float32Array(9), { shape: [3, 3, 1] }),
  pointwise: variable(new Float32Array(12), { shape: [1, 3, 4] }),
  bias: variable(new Float32Array(4)),
});

describe("gradients", () => {
  it("asks the gradient kernel only for what is wanted", () => {
    const { x, depthwise, pointwise, bias } = convolution();
    gradients(() => sum(separableConv1d(x, depthwise, pointwise, { bias })), [pointwise]);
    expect(backend.calls).toContainEqual({
      call: "launch",
      op: "separableConv1dGradient",
      attrs: { stride: 1, dilation: 1, wantsX: false, wantsDepthwise: false, wantsPointwise: true, wantsBias: false },
      dynamic: { padLeft: 0 },
    });
  });

  it("asks the depthwise convolution's gradient kernel only for what is wanted", () => {
    const { x, depthwise } = convolution();
    gradients(() => sum(depthwiseConv1d(x, depthwise, { padding: "causal", strides: 2 })), [depthwise]);
    expect(backend.calls).toContainEqual({
      call: "launch",
      op: "depthwiseConv1dGradient",
      attrs: { stride: 2, dilation: 1, wantsX: false, wantsDepthwise: true, wantsBias: false },
      dynamic: { padLeft: 2 },
    });
  });

  it("keeps an activation fused when its derivative comes from the output, and separates it when not", () => {
    const { x, depthwise, pointwise } = convolution();
    const fused = (activation: "relu" | "silu") =>
      gradients(() => sum(separableConv1d(x, depthwise, pointwise, { activation })), [depthwise]);
    fused("relu");
    expect(backend.calls).toContainEqual(
      expect.objectContaining({
        call: "launch",
        op: "separableConv1d",
        attrs: { stride: 1, dilation: 1, activation: "relu" },
      }),
    );
    fused("silu");
    expect(backend.calls).toContainEqual(
      expect.objectContaining({ call: "launch", op: "unary", attrs: { kind: "silu" } }),
    );
    separableConv1d(x, depthwise, pointwise, { activation: "silu" });
    expect(backend.calls.at(-1)).toMatchObject({ op: "separableConv1d", attrs: { activation: "silu" } });
  });

  it("gives zeros for what the value does not depend on", () => {
    const [unused] = gradients(() => sum(tensor([1, 2])), [variable([[1, 2]])]);
    expect(unused?.shape).toEqual([1, 2]);
    expect([...(unused?.dataSync() ?? [])]).toEqual([0, 0]);
  });

  it("gives back everything but value and gradients, whether it ends well or not", () => {
    const x = variable([1, 2, 3]);
    const step = () => valueAndGrad((input) => sum(square(relu(reshape(mul(input, input), [3, 1])))))(x);
    const first = step();
    const live = device.statistics().liveBytes;
    for (let round = 0; round < 5; round++) {
      const { value, grads } = step();
      for (const result of [value, ...grads]) result.dispose();
    }
    expect(device.statistics().liveBytes).toBe(live);
    expect(() =>
      valueAndGrad((input) => {
        square(input);
        throw new Error("on purpose");
      })(x),
    ).toThrow("on purpose");
    expect(device.statistics().liveBytes).toBe(live);
    expect(first.grads).toHaveLength(1);
  });

  it("gives back everything when a rule fails, too", async () => {
    const gapped = await useBackend(new RecordingBackend({ gaps: { slice: "left out" } }));
    const made = relu(zeros([3]));
    const step = () => gradients(() => sum(mul(relu(made), made)), [made]);
    expect(step).toThrow('slice: the device "recording" has no kernel for this op (left out).');
    const live = gapped.statistics().liveBytes;
    for (let round = 0; round < 5; round++) expect(step).toThrow("no kernel");
    expect(gapped.statistics().liveBytes).toBe(live);
  });

  it("leaves alone what is not its own: a weight that is returned, the same input twice", () => {
    const weight = variable(3);
    gradients(() => weight, [weight]);
    expect(weight.disposed).toBe(false);
    const { value } = valueAndGrad((input) => input)(weight);
    value.dispose();
    expect(weight.disposed).toBe(false);
    const { grads } = valueAndGrad((a, b) => sum(mul(a, b)))(weight, weight);
    expect(grads[0]).not.toBe(grads[1]);
    const [first, second] = gradients(() => sum(weight), [weight, weight]);
    first?.dispose();
    expect(second?.disposed).toBe(false);
  });

  it("makes room without touching its own outputs, however full the device is", async () => {
    const { depthwise, pointwise, bias } = convolution();
    for (let liveBytes = 300; liveBytes < 1600; liveBytes += 4) {
      await useBackend(new RecordingBackend({ liveBytes }));
      try {
        gradients(
          () => sum(separableConv1d(zeros([1, 8, 3]), depthwise, pointwise, { bias })),
          [depthwise, pointwise, bias],
        );
      } catch (error) {
        expect(error).toMatchObject({ name: "OutOfMemoryError" });
      }
    }
  });

  it("keeps nothing that no rule reads: sums and differences end with the forward pass", () => {
    const x = variable(new Float32Array(100));
    const bytes = x.size * Float32Array.BYTES_PER_ELEMENT;
    const before = device.statistics().liveBytes;
    gradients(() => {
      const y = square(tidy(() => [1, 2, 3, 4].reduce<Tensor>((sum, term) => sub(add(sum, term), x), x)));
      // x, whose host copy came to the device, and what square reads and gives.
      expect(device.statistics().liveBytes - before).toBeLessThan(4 * bytes);
      return mean(y);
    }, [x]);
  });

  it("records the value that a variable had, not the one it gets", () => {
    const weight = variable([2]);
    const before = device.statistics().liveBytes;
    gradients(() => {
      const y = sum(square(weight));
      weight.assign([5]);
      return y;
    }, [weight]);
    expect([...weight.dataSync()]).toEqual([5]);
    expect(device.statistics().liveBytes).toBe(before + Float32Array.BYTES_PER_ELEMENT);
  });

  it.each([
    [
      () => valueAndGrad(() => zeros([2]))(),
      "valueAndGrad: the function must compute one number; expected a tensor of one element, got [2]. Reduce the result with sum() or mean().",
    ],
    [
      () => valueAndGrad((x) => sum(x))(wrong(3)),
      "valueAndGrad: an input is no tensor; expected tensors or variables, got 3.",
    ],
    [
      () => gradients(() => wrong(undefined), []),
      "gradients: the function must compute one number; expected a tensor of one element, got undefined. Reduce the result with sum() or mean().",
    ],
  ])("refuses what cannot be differentiated: %#", (compute, message) => {
    expect(compute).toThrow(expect.objectContaining({ message }));
  });
});
