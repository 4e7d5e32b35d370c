import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { useBackend } from "../engine/device.js";
import { RandomSource } from "../random/random-source.js";
import { tidy } from "../tensor/scope.js";
import { dropoutMask } from "./dropout-mask.js";

const wrong = (value: unknown) => value as never;
let backend: RecordingBackend;

beforeEach(async () => {
  backend = new RecordingBackend();
  await useBackend(backend);
});

describe("dropoutMask", () => {
  it("gives the device a place in the stream, which goes on behind it, and plans once", () => {
    const source = new RandomSource(5 + 3 * 2 ** 32);
    tidy(() => {
      expect(dropoutMask(source, [3, 3], { rate: 0.25 }).shape).toEqual([3, 3]);
      dropoutMask(source, [0], { rate: 0.5 });
      dropoutMask(source, [2], { rate: 1 });
      dropoutMask(source, [2], { rate: 0.1, kept: 1 });
    });
    const launches = backend.calls.filter((call) => call.call === "launch");
    expect(launches.map(({ dynamic }) => dynamic)).toEqual([
      { key: [5, 3], counter: [0, 0], threshold: 2 ** 22, kept: 4 / 3 },
      { key: [5, 3], counter: [3, 0], threshold: 2 ** 24, kept: 0 },
      { key: [5, 3], counter: [4, 0], threshold: Math.ceil(0.1 * 2 ** 24), kept: 1 },
    ]);
    expect(backend.count("plan")).toBe(1);
    expect([...source.bits(2)]).toEqual([...new RandomSource(5 + 3 * 2 ** 32).bits(22).slice(20)]);
  });

  it("counts beyond 2³²", () => {
    const source = new RandomSource(1);
    source.state = [1, 2 ** 34 + 2 ** 31];
    expect(source.reserve(1).counter).toEqual([2 ** 31, 4]);
    expect(source.reserve(1).counter).toEqual([2 ** 31 + 1, 4]);
  });

  it.each<[options: unknown, message: string]>([
    [{ rate: -0.1 }, "dropoutMask: rate is not valid; expected a number from 0 to 1, got -0.1."],
    [{ rate: 0.5, kept: Number.NaN }, "dropoutMask: kept is not valid; expected a finite number, got NaN."],
    [{ rate: 0.5, dtype: "int32" }, 'dropoutMask: dtype is unknown; expected "float32", "float64", got "int32".'],
    [{ rate: 0.5, seed: 1 }, 'dropoutMask: unknown option "seed"; expected "rate", "kept", "dtype".'],
    [
      { rate: 0.5, dtype: "float64" },
      'dropoutMask: the device "recording" does not compute with this dtype; expected float32, got "float64". Use cast().',
    ],
  ])("refuses %j", (options, message) => {
    expect(() => dropoutMask(new RandomSource(1), [2], wrong(options))).toThrow(message);
  });
});
