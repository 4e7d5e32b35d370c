import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { type Device, openDevice, useBackend } from "../engine/device.js";
import { add, mul } from "../ops/binary.js";
import { cast } from "../ops/cast.js";
import { conv1d } from "../ops/conv1d.js";
import { dropoutMask } from "../ops/dropout-mask.js";
import { matmul } from "../ops/matmul.js";
import { reshape } from "../ops/reshape.js";
import { separableConv1d } from "../ops/separable-conv1d.js";
import { relu, rsqrt, tanh } from "../ops/unary.js";
import { randomSource } from "../random/random-source.js";
import { tensor, zeros } from "../tensor/create-tensor.js";
import { keep } from "../tensor/keep.js";
import type { Tensor } from "../tensor/tensor.js";
import { type Variable, variable } from "../tensor/variable.js";
import { recordProgram } from "./record-program.js";

let backend: RecordingBackend;
let device: Device;

beforeEach(async () => {
  backend = new RecordingBackend();
  device = await useBackend(backend);
});

function ofShape(...shape: number[]): Variable {
  return variable(zeros(shape));
}

/** The ops that a program launches, one run of it. */
function launchesOf(compute: (x: Tensor) => Tensor, shape: readonly number[]): string[] {
  const { program, obstacle } = recordProgram(([x = zeros(shape)]) => [compute(x)], [zeros(shape)]);
  expect(obstacle).toBeNull();
  const before = backend.calls.length;
  const size = shape.reduce((product, extent) => product * extent, 1);
  program?.run([new Float32Array(size)]);
  return backend.calls.slice(before).flatMap((call) => (call.call === "launch" ? [call.op] : []));
}

describe("recordProgram", () => {
  it("runs the kernels again, without an allocation", () => {
    const weight = ofShape(3, 4);
    const { outputs, program } = recordProgram(([x = zeros([])]) => [relu(matmul(tanh(x), weight))], [zeros([2, 3])]);
    expect(outputs[0]?.shape).toEqual([2, 4]);
    const before = device.statistics();
    const results = program?.run([new Float32Array(6)]);
    expect(results).toEqual([new Float32Array(8).fill(1)]);
    const after = device.statistics();
    expect(after.allocations - before.allocations).toBe(0);
    expect(after.plans - before.plans).toBe(0);
  });

  it("folds factors, shifts and an activation into the convolution before them", () => {
    const [depthwise, pointwise, bias] = [ofShape(3, 3, 1), ofShape(1, 3, 4), ofShape(4)];
    const [factor, shift, variance] = [ofShape(4), ofShape(4), ofShape(4)];
    const normalized = (x: Tensor): Tensor =>
      relu(add(mul(x, reshape(mul(rsqrt(variance), factor), [1, 1, 4])), reshape(shift, [1, 1, 4])));
    const convolve = (x: Tensor): Tensor => separableConv1d(x, depthwise, pointwise, { bias });
    expect(launchesOf((x) => normalized(convolve(x)), [1, 9, 3])).toEqual(["separableConv1d"]);
    expect(launchesOf((x) => normalized(conv1d(x, pointwise)), [1, 9, 3])).toEqual(["conv1d"]);
    const launch = backend.calls.findLast((call) => call.call === "launch");
    expect(launch).toMatchObject({ attrs: { activation: "relu" } });
  });

  it("makes a convolution of one tap of a product with a constant matrix", () => {
    const weight = ofShape(3, 4);
    expect(launchesOf((x) => add(matmul(x, weight), ofShape(4)), [5, 2, 3])).toEqual(["conv1d"]);
    expect(launchesOf((x) => matmul(x, x), [3, 3])).toEqual(["matmul"]);
  });

  it("keeps apart what is read twice, follows an activation, or differs along other axes", () => {
    const [filter, perStep] = [ofShape(1, 3, 4), ofShape(9, 1)];
    const convolve = (x: Tensor): Tensor => conv1d(x, filter);
    expect(
      launchesOf(
        (x) => {
          const y = convolve(x);
          return mul(y, relu(y));
        },
        [1, 9, 3],
      ),
    ).toEqual(["conv1d", "unary", "binary"]);
    expect(launchesOf((x) => mul(relu(convolve(x)), 2), [1, 9, 3])).toEqual(["conv1d", "binary"]);
    expect(launchesOf((x) => mul(convolve(x), perStep), [1, 9, 3])).toEqual(["conv1d", "binary"]);
  });

  it("leaves the product alone where the device has no kernel for convolutions", async () => {
    backend = new RecordingBackend({ gaps: { conv1d: "on purpose" } });
    device = await useBackend(backend);
    const weight = ofShape(3, 4);
    expect(launchesOf((x) => matmul(x, weight), [2, 3])).toEqual(["matmul"]);
  });

  it.each<[string, (x: Tensor) => Tensor]>([
    [
      "it read what it had computed",
      (x) => {
        const y = relu(x);
        return (y.dataSync()[0] ?? 0) > 0 ? y : tanh(y);
      },
    ],
    ["it read what it had computed", (x) => cast(cast(x, "float64"), "float32")],
    ["it drew random numbers", (x) => mul(x, tensor(randomSource(1).uniform(2), [2], "float32"))],
    ["it drew random numbers", (x) => mul(x, dropoutMask(randomSource(1), [2], { rate: 0.5 }))],
    [
      "it assigned a variable",
      (x) => {
        const state = variable(zeros([2]));
        state.assign(relu(x));
        return tanh(x);
      },
    ],
    [
      "it kept what it had computed",
      (x) => {
        const y = relu(x);
        keep(y);
        return tanh(y);
      },
    ],
    ["it returned what it had not computed", (x) => reshape(x, [1, 2])],
  ])("makes no program where %s", (obstacle, compute) => {
    const run = recordProgram(([x = zeros([])]) => [compute(x)], [tensor([1, 2])]);
    expect(run.obstacle).toBe(obstacle);
    expect(run.program).toBeNull();
    expect(run.outputs[0]?.size).toBe(2);
  });

  it("casts its inputs by kernels, other than a call that finds them on the host", async () => {
    backend = new RecordingBackend({ dtypes: ["float32", "int32"] });
    await useBackend(backend);
    expect(launchesOf((x) => tanh(cast(cast(x, "int32"), "float32")), [2])).toEqual(["cast", "cast", "unary"]);
  });

  it("is stale once a variable is assigned or ends, or the device does", async () => {
    const weight = ofShape(2, 2);
    const programOf = (): ReturnType<typeof recordProgram>["program"] =>
      recordProgram(([x = zeros([])]) => [matmul(x, weight)], [zeros([1, 2])]).program;
    const first = programOf();
    expect(first?.stale).toBe(false);
    weight.assign([
      [1, 2],
      [3, 4],
    ]);
    expect(first?.stale).toBe(true);
    const second = programOf();
    const other = await openDevice(new RecordingBackend());
    other.dispose();
    expect(second?.stale).toBe(false);
    device.dispose();
    expect(second?.stale).toBe(true);
  });

  it("gives its memory back", () => {
    const weight = ofShape(3, 4);
    const input = zeros([3, 3]);
    const run = (): ReturnType<typeof recordProgram> =>
      recordProgram(([x = input]) => [relu(add(matmul(x, weight), weight))], [input]);
    const free = (result: ReturnType<typeof recordProgram>): void => {
      for (const output of result.outputs) output.dispose();
      result.program?.dispose();
    };
    free(run());
    const before = device.statistics().liveBytes;
    const { program, outputs } = run();
    expect(device.statistics().liveBytes).toBeGreaterThan(before);
    free({ program, outputs, obstacle: null });
    expect(device.statistics().liveBytes).toBe(before);
    expect(program?.stale).toBe(true);
  });

  it("lets the device forget what it packed for weights that were folded into others", () => {
    const [folded, used, shift] = [ofShape(1, 3, 4), ofShape(1, 4, 4), ofShape(4)];
    recordProgram(([x = zeros([])]) => [conv1d(mul(conv1d(x, folded), shift), used)], [zeros([1, 2, 3])]);
    const forgotten = backend.calls.flatMap((call) => (call.call === "forget" ? [call.constant] : []));
    expect(forgotten).toContain(folded);
    expect(forgotten).not.toContain(used);
  });

  it("refuses inputs of another size", () => {
    const { program } = recordProgram(([x = zeros([])]) => [relu(x)], [zeros([2])]);
    expect(() => program?.run([new Float32Array(3)])).toThrow(
      "program: input 0 does not fit; expected 2 elements, got 3.",
    );
  });
});
