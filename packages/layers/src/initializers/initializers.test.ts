import { createCpuBackend } from "@sepconv/backend-cpu";
import { setRandomSeed, type Tensor, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { registerSerializable } from "../serialization/registry.js";
import * as initializers from "./index.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;
const keras2 = { dialect: "keras2" } as const;

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const numbers = (x: Tensor): number[] => [...x.dataSync()];

describe("initializers.get", () => {
  it.each([
    ["zeros", "zero", "Zeros"],
    ["ones", "one", "Ones"],
    ["random_uniform", "uniform", "RandomUniform"],
    ["random_normal", "normal", "RandomNormal"],
    ["truncated_normal", "truncatedNormal", "TruncatedNormal"],
    ["variance_scaling", "varianceScaling", "VarianceScaling"],
    ["glorot_uniform", "glorotUniform", "GlorotUniform"],
    ["glorot_normal", "glorotNormal", "GlorotNormal"],
    ["he_uniform", "heUniform", "HeUniform"],
    ["he_normal", "heNormal", "HeNormal"],
    ["lecun_uniform", "lecunUniform", "LecunUniform"],
    ["lecun_normal", "lecunNormal", "LecunNormal"],
    ["orthogonal", "orthogonal", "Orthogonal"],
    ["identity", "identity", "Identity"],
  ])('knows "%s", "%s" and "%s" in both dialects', (name, other, className) => {
    for (const identifier of [name, other, className, { class_name: className, config: {} }]) {
      for (const dialect of ["keras2", "keras3"] as const) {
        expect(initializers.get(identifier, { dialect }).className).toBe(className);
      }
    }
  });

  it("knows the names that one version alone has", () => {
    expect(initializers.get("STFTInitializer").className).toBe("STFT");
    expect(initializers.get("IdentityInitializer").className).toBe("Identity");
    expect(initializers.get("OrthogonalInitializer").className).toBe("Orthogonal");
    expect(initializers.get("constant", keras2).getConfig()).toEqual({ value: 0 });
    expect(initializers.get("GlorotUniformV2", keras2).className).toBe("GlorotUniform");
    expect(() => initializers.get("stft", keras2)).toThrow("identifier is unknown");
    expect(() => initializers.get("GlorotUniformV2")).toThrow("identifier is unknown");
    expect(() => initializers.get("constant")).toThrow(
      'initializers.get: identifier "constant" has no value. Give initializers.constant({ value }), or { class_name, config: { value } }.',
    );
  });

  it("lists what it knows where it knows nothing", () => {
    const known =
      '"Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "Identity", "LecunNormal", "LecunUniform", "Ones", "Orthogonal", "RandomNormal", "RandomUniform", "STFT", "TruncatedNormal", "VarianceScaling", "Zeros"';
    expect(() => initializers.get("nothing")).toThrow(
      `initializers.get: identifier is unknown; expected ${known}, got "nothing".`,
    );
    expect(() => initializers.get(wrong(5))).toThrow(
      `initializers.get: identifier is unknown; expected ${known}, got 5.`,
    );
    for (const identifier of ["", "toString", "__proto__", { class_name: "Constant" }, { config: {} }]) {
      expect(() => initializers.get(identifier)).toThrow("identifier is unknown");
    }
    expect(() => initializers.get({ class_name: "Zeros", config: { value: 1 } })).toThrow(
      'Zeros: unknown option "value"; expected no options.',
    );
    expect(initializers.get(null)).toBeNull();
  });

  it("reads what TensorFlow 1 wrote, with a dtype", () => {
    const config = { seed: 3, dtype: "float32" };
    expect(initializers.get({ class_name: "GlorotUniform", config }, keras2).getConfig(keras2)).toEqual({ seed: 3 });
  });

  it("takes values, as Keras 3 does", () => {
    const value = tensor([[1, 2]]);
    expect(numbers(initializers.get(value)([1, 2]))).toEqual([1, 2]);
    expect(initializers.get([[1, 2]])([1, 2], { dtype: "float64" }).dtype).toBe("float64");
    expect(() => initializers.get(value)([2, 1])).toThrow(
      "initializers.get: identifier has another shape than the weight; expected [2, 1], got [1, 2].",
    );
    expect(() => initializers.get(value, keras2)).toThrow("identifier is unknown");
    expect(() => initializers.get(wrong(["zeros"]))).toThrow("expected numbers");
    initializers.get(value)([1, 2]).dispose();
    expect(numbers(value)).toEqual([1, 2]);
  });

  it("takes functions and objects of one's own", () => {
    const held = zeros([2]);
    const mine = initializers.get(() => held);
    mine([2]).dispose();
    expect(numbers(held)).toEqual([0, 0]);
    class Ramp {
      readonly slope: number;
      constructor({ slope = 1 }: { slope?: number } = {}) {
        this.slope = slope;
      }
      call(shape: number[]): Tensor {
        return tensor(
          Float32Array.from({ length: shape[0] ?? 0 }, (_, index) => index * this.slope),
          shape,
        );
      }
      getConfig() {
        return { slope: this.slope };
      }
    }
    const ramp = initializers.get(new Ramp({ slope: 2 }));
    expect(numbers(ramp([3]))).toEqual([0, 2, 4]);
    expect(initializers.serialize(ramp)).toEqual({
      module: null,
      class_name: "Ramp",
      config: { slope: 2 },
      registered_name: "Ramp",
    });
    expect(() => initializers.get({ class_name: "Ramp", config: {} })).toThrow("identifier is unknown");
    registerSerializable("tests", Ramp);
    expect(initializers.serialize(ramp)["registered_name"]).toBe("tests>Ramp");
    expect(numbers(initializers.get(initializers.serialize(ramp))([2]))).toEqual([0, 2]);

    function half(shape: readonly number[]): Tensor {
      return tensor(new Float32Array(shape[0] ?? 0).fill(0.5), shape);
    }
    expect(initializers.serialize(initializers.get(half))).toEqual({
      module: null,
      class_name: "function",
      config: "half",
      registered_name: "half",
    });
    registerSerializable("tests", half);
    const serialized = initializers.serialize(initializers.get(half));
    expect(serialized["config"]).toBe("tests>half");
    expect(numbers(initializers.get(serialized)([1]))).toEqual([0.5]);
    expect(() => initializers.get((() => 3) as () => never)([1])).toThrow(
      "custom: the function gave no tensor; expected a tensor, got 3.",
    );
  });
});

describe("configurations", () => {
  it("are Keras 3's, and Keras 2's on demand", () => {
    const initializer = initializers.varianceScaling({ mode: "fanOut", distribution: "normal", seed: 4 });
    expect(JSON.stringify(initializer.getConfig())).toBe(
      '{"seed":4,"scale":1,"mode":"fan_out","distribution":"truncated_normal","input_axes":null,"output_axes":null}',
    );
    expect(JSON.stringify(initializer.getConfig(keras2))).toBe(
      '{"scale":1,"mode":"fan_out","distribution":"truncated_normal","seed":4}',
    );
    expect(initializers.serialize(initializers.identity({ gain: 2 }), keras2)).toEqual({
      module: "keras.initializers",
      class_name: "Identity",
      config: { gain: 2 },
      registered_name: null,
    });
    expect(initializers.identity({ gain: 2 }).getConfig()).toEqual({});
  });

  it("make equal initializers again", () => {
    for (const initializer of [
      initializers.randomUniform({ minval: -1, maxval: 2, seed: 5 }),
      initializers.truncatedNormal({ mean: 1, stddev: 2, seed: 6 }),
      initializers.heNormal({ seed: 7, inputAxes: [0], outputAxes: [-1] }),
      initializers.orthogonal({ gain: 0.5, seed: 8 }),
    ]) {
      const again = initializers.get(initializers.serialize(initializer));
      expect(numbers(again([3, 4]))).toEqual(numbers(initializer([3, 4])));
    }
  });

  it("refuse what Keras refuses", () => {
    expect(() => initializers.varianceScaling({ scale: 0 })).toThrow(
      "VarianceScaling: scale is not valid; expected a number above 0, got 0.",
    );
    expect(() => initializers.varianceScaling({ mode: "nothing" })).toThrow(
      'VarianceScaling: mode is unknown; expected "fan_in", "fan_out", "fan_avg", got "nothing".',
    );
    expect(() => initializers.varianceScaling({ distribution: "nothing" })).toThrow("distribution is unknown");
    expect(() => initializers.glorotUniform({ seed: wrong("1") })).toThrow(
      'GlorotUniform: seed is not valid; expected a whole number from 0 to 2^53 - 1, or null, got "1".',
    );
    expect(() => initializers.randomNormal({ stddev: Number.NaN })).toThrow(
      "RandomNormal: stddev is not valid; expected a finite number, got NaN.",
    );
    expect(() => initializers.glorotUniform(wrong({ sead: 1 }))).toThrow('unknown option "sead"');
    expect(() => initializers.zeros()([2], wrong({ dtyp: "int32" }))).toThrow('Zeros: unknown option "dtyp"');
    expect(() => initializers.identity()([2, 3, 4])).toThrow(
      "Identity: the weight is no matrix; expected rank 2, got [2, 3, 4].",
    );
    expect(() => initializers.orthogonal()([3])).toThrow(
      "Orthogonal: the weight is no matrix; expected at least two dimensions, got [3].",
    );
    expect(() => initializers.stft()([3, 1])).toThrow(
      "STFT: the weight has another rank; expected rank 3, got [3, 1].",
    );
    expect(() => initializers.stft({ window: "kaiser" })).toThrow("STFT: window is unknown");
    for (const initializer of [initializers.zeros(), initializers.constant(), initializers.heNormal()]) {
      expect(() => initializer(wrong([2.5]))).toThrow("the shape is not one");
    }
  });
});

describe("fans", () => {
  const bound = (options: initializers.VarianceScalingOptions, shape: number[]): number => {
    const initializer = initializers.varianceScaling({ distribution: "uniform", seed: 1, ...options });
    return 3 / Math.max(...numbers(initializer(shape)).map((value) => value * value));
  };

  it("are products of the axes given, where both are", () => {
    const shape = [4, 50, 3, 20];
    // The largest of 12,000 even numbers comes within a tenth of a percent of the bound.
    expect(bound({}, shape) / (3 * 200)).toBeCloseTo(1, 2);
    expect(bound({ inputAxes: [0, 2], outputAxes: [-1] }, shape) / 12).toBeCloseTo(1, 2);
    expect(bound({ mode: "fan_out", inputAxes: [0, 2], outputAxes: [-1] }, shape) / 20).toBeCloseTo(1, 2);
    expect(bound({ inputAxes: [0, 2] }, shape) / (3 * 200)).toBeCloseTo(1, 2);
    expect(() => bound({ inputAxes: [4], outputAxes: [0] }, shape)).toThrow("VarianceScaling: axis is out of range");
    expect(() => bound({ inputAxes: wrong(1) }, shape)).toThrow(
      "VarianceScaling: inputAxes is not valid; expected a list of whole numbers, or null, got 1.",
    );
  });
});

describe("seeds", () => {
  it("make the same values, each call anew", () => {
    const initializer = initializers.glorotNormal({ seed: 11 });
    expect(numbers(initializer([4, 4]))).toEqual(numbers(initializer([4, 4])));
    expect(numbers(initializers.glorotNormal({ seed: 11 })([4, 4]))).toEqual(numbers(initializer([4, 4])));
    expect(numbers(initializer([4, 4], { seed: 12 }))).toEqual(numbers(initializer([4, 4])));
    expect(numbers(initializers.glorotNormal({ seed: 12 })([4, 4]))).not.toEqual(numbers(initializer([4, 4])));
  });

  it("are drawn for each initializer without one, which repeats itself", () => {
    const [first, second] = [initializers.get("glorotUniform"), initializers.get("glorotUniform")];
    expect(numbers(first([8]))).toEqual(numbers(first([8])));
    expect(numbers(first([8]))).not.toEqual(numbers(second([8])));
    expect(numbers(first([8], { seed: 1 }))).toEqual(numbers(second([8], { seed: 1 })));
    expect(first.getConfig()["seed"]).toBeNull();
    setRandomSeed(3);
    const seeded = numbers(initializers.get("heNormal")([8]));
    setRandomSeed(3);
    expect(numbers(initializers.get("heNormal")([8]))).toEqual(seeded);
  });
});

describe("values", () => {
  it("come in the dtype asked for", () => {
    for (const name of ["ones", "randomNormal", "lecunUniform", "identity", "orthogonal"]) {
      expect(initializers.get(name)([2, 2], { dtype: "float64" }).dtype).toBe("float64");
      expect(initializers.get(name)([2, 2]).dtype).toBe("float32");
    }
    expect(numbers(initializers.constant({ value: 0.1 })([1], { dtype: "float64" }))).toEqual([0.1]);
    expect(numbers(initializers.ones()([2], { dtype: "int32" }))).toEqual([1, 1]);
  });

  it("of a window of one step are those of none", () => {
    expect(numbers(initializers.stft()([1, 1, 3]))).toEqual([1, 1, 1]);
    expect(numbers(initializers.stft({ window: null })([1, 1, 3]))).toEqual([1, 1, 1]);
  });

  it("of windows are SciPy's", () => {
    const zeroth = (options: initializers.StftOptions): number[] =>
      numbers(initializers.stft({ scaling: null, ...options })([5, 1, 3], { dtype: "float64" })).filter(
        (_, index) => index % 3 === 0,
      );
    const expected: Record<string, number[]> = {
      hann: [0, 0.5, 1, 0.5, 0],
      hamming: [0.08, 0.54, 1, 0.54, 0.08],
      blackman: [0, 0.34, 1, 0.34, 0],
      bartlett: [0, 0.5, 1, 0.5, 0],
      boxcar: [1, 1, 1, 1, 1],
    };
    for (const [window, values] of Object.entries(expected)) {
      zeroth({ window }).forEach((value, index) => {
        expect(value).toBeCloseTo(values[index] ?? Number.NaN, 12);
      });
    }
    expect(zeroth({ window: "bartlett", periodic: true })).toEqual([0, 0.4, 0.8, 0.8, 0.3999999999999999]);
    expect(zeroth({ window: [1, 2, 3, 4, 5] })).toEqual([1, 2, 3, 4, 5]);
    expect(zeroth({ window: [1, 2, 2, 4, 0], scaling: "density" })).toEqual([0.2, 0.4, 0.4, 0.8, 0]);
    expect(zeroth({ window: [1, 2, 2, 3, 0], scaling: "spectrum" })).toEqual([0.125, 0.25, 0.25, 0.375, 0]);
    expect(() => zeroth({ window: [1, 2] })).toThrow(
      "STFT: the window has not the frame's length; expected 5 numbers, got [1, 2].",
    );
  });
});
