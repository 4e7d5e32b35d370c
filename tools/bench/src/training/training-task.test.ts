import { describe, expect, test } from "vitest";
import { inputOf } from "../peers/cases.js";
import { savedActivationBytes, targetOf, trainingOperations, trainingTaskOf } from "./training-task.js";

const block = trainingTaskOf({ name: "block N32 L128 C64→64 k15" });
const firstLayer = trainingTaskOf({ name: "the same as a first layer" });
const matchbox = trainingTaskOf({ name: "MatchboxNet 3x1x64 N128" });

describe("tasks of training", () => {
  test("a block's operations are three depthwise and three pointwise passes; a first layer has one less", () => {
    const [rows, depthwise, pointwise] = [32 * 128, 15 * 64, 64 * 64];
    expect(trainingOperations(block)).toBe(2 * rows * (3 * depthwise + 3 * pointwise));
    expect(trainingOperations(firstLayer)).toBe(2 * rows * (2 * depthwise + 3 * pointwise));
  });

  test("the operations of MatchboxNet, layer by layer", () => {
    const rows = 128 * 128;
    const separable = (kernelSize: number, channels: number, filters: number, depthwisePasses = 3): number =>
      2 * rows * (depthwisePasses * kernelSize * channels + 3 * channels * filters);
    const dense = (channels: number, units: number, count = rows): number => 3 * 2 * count * channels * units;
    const first = separable(11, 64, 128, 2);
    const blocks = separable(13, 128, 64) + separable(15, 64, 64) + separable(17, 64, 64);
    const residuals = dense(128, 64) + 2 * dense(64, 64);
    const last = separable(29, 64, 128) + dense(128, 128) + dense(128, 30, 128);
    expect(trainingOperations(matchbox)).toBe(first + blocks + residuals + last);
  });

  test("a block saves its input and its output", () => {
    expect(savedActivationBytes(block)).toBe(2 * 4 * 32 * 128 * 64);
  });

  test("MatchboxNet saves products, outputs of activations and of dropouts, and sums", () => {
    const first = 3 * 128;
    const eachBlock = 64 + 64 + 2 * 64;
    const last = 3 * 128 + 3 * 128;
    const perStep = 64 + first + 3 * eachBlock + last;
    expect(savedActivationBytes(matchbox)).toBe(4 * 128 * (128 * perStep + 128 + 30));
  });

  test("data is the same in every process, and has one class for each sample", () => {
    expect(inputOf(block)).toEqual(inputOf(block));
    expect(targetOf(block)).toHaveLength(32 * 128 * 64);
    const target = targetOf(matchbox);
    expect(target).toHaveLength(128 * 30);
    expect(target.reduce((sum, value) => sum + value, 0)).toBe(128);
  });

  test("an unknown task is refused", () => {
    expect(() => trainingTaskOf({ name: "nothing" })).toThrow('bench: there is no training of "nothing".');
  });
});
