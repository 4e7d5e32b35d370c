import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, sum, type Tensor, tensor, useBackend } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";
import type { PartialShape } from "../partial-shape.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

interface GainOptions extends layers.LayerOptions {
  readonly gainFactor?: number;
}

class Gain extends layers.Layer {
  readonly gainFactor: number;

  constructor({ gainFactor = 1, ...options }: GainOptions = {}) {
    super("Gain", options);
    this.gainFactor = gainFactor;
  }

  override call(x: Tensor): Tensor {
    return mul(x, this.gainFactor);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(options?: layers.DialectOption): layers.Config {
    return { ...super.getConfig(options), gain_factor: this.gainFactor };
  }
}

class Halved extends Gain {
  static fromConfig(config: layers.Config, _: unknown, { dialect }: layers.DialectOption): Halved {
    return new Halved({ name: `${config["name"]} of ${dialect}`, gainFactor: 0.5 });
  }
}

const double = (x: Tensor) => mul(x, 2);
const total = (x: Tensor) => sum(x);

describe("layers of one's own", () => {
  it("are written under their registered names and read back", () => {
    layers.registerSerializable("tests", Gain);
    const layer = new Gain({ gainFactor: 3 });
    const serialized = layers.serialize(layer);
    expect(serialized).toMatchObject({ module: null, class_name: "Gain", registered_name: "tests>Gain" });
    expect(layers.deserialize(serialized)).toMatchObject({ gainFactor: 3, name: "gain" });
    // Keras 2 writes the registered name for the class.
    expect(layers.deserialize({ class_name: "tests>Gain", config: { gain_factor: 4 } })).toMatchObject({
      gainFactor: 4,
    });
    const model = new layers.Sequential([layer]);
    expect(layers.modelFromConfig(model.toJson()).layers[0]).toBeInstanceOf(Gain);
  });

  it("may be classes of Keras' under another name", () => {
    layers.registerSerializable("tests", layers.Dropout, { name: "Noise" });
    const serialized = layers.serialize(new layers.Dropout({ rate: 0.5 }));
    expect(serialized).toMatchObject({ class_name: "Noise", registered_name: "tests>Noise" });
    expect(layers.deserialize(serialized)).toMatchObject({ rate: 0.5 });
  });

  it("are made by a fromConfig of their own, and found among customObjects", () => {
    const file = { class_name: "Half", config: { name: "h" } };
    expect(() => layers.deserialize(file)).toThrow('the layer class "Half" of layer "h" is not known');
    const options = { customObjects: { Half: Halved }, dialect: "keras2" } as const;
    expect(layers.deserialize(file, options)).toMatchObject({ name: "h of keras2", gainFactor: 0.5 });
    const model = { class_name: "Sequential", config: { name: "m", layers: [file] } };
    expect(layers.modelFromConfig(model, options).layers[0]).toBeInstanceOf(Halved);
    expect(() => layers.deserialize(file)).toThrow("is not known");
    const noLayer = { customObjects: { Half: class {} } };
    expect(() => layers.deserialize(file, noLayer)).toThrow(
      'deserialize: the class registered as "Half" makes no layer; expected a layer',
    );
  });

  it("cannot reach what objects inherit", () => {
    for (const className of ["constructor", "__proto__", "toString"]) {
      expect(() => layers.deserialize({ class_name: className, config: {} }, { customObjects: {} })).toThrow(
        "is not known",
      );
    }
    const config = JSON.parse('{"units": 1, "__proto__": {"units": 2}}');
    expect(() => layers.deserialize({ class_name: "Dense", config })).toThrow('unknown option "_Proto__"');
  });

  it.each([
    ["", Gain, {}, "a name is missing"],
    ["tests", () => 1, { name: "" }, "a name is missing"],
    ["tests", "Gain", {}, 'this cannot be registered; expected a class or function, got "Gain"'],
  ])("need a package, a name and a class or function: %j, %s", (packageName, item, options, message) => {
    expect(() => layers.registerSerializable(packageName, item as never, options)).toThrow(message);
  });
});

describe("parts of one's own", () => {
  it("are written under their registered names and read back", () => {
    layers.registerSerializable("tests", double, { name: "double" });
    layers.registerSerializable("tests", total, { name: "total" });
    const make = () =>
      new layers.Conv1D({
        filters: 1,
        kernelSize: 1,
        activation: double,
        kernelRegularizer: total,
        activityRegularizer: total,
      });
    const config = make().getConfig();
    expect(config["activation"]).toMatchObject({ class_name: "function", registered_name: "tests>double" });
    expect(config["kernel_regularizer"]).toMatchObject({ class_name: "function", registered_name: "tests>total" });
    const copy = layers.Conv1D.fromConfig(JSON.parse(JSON.stringify(config)));
    expect(copy.getConfig()).toEqual(config);
    copy.build([null, 1, 1]);
    copy.setWeights([[[[3]]], [0]]);
    expect([...copy.apply(tensor([[[5]]])).dataSync()]).toEqual([30]);
    expect(copy.losses.map((loss) => loss.dataSync()[0])).toEqual([30, 3]);
    expect(new layers.Activation({ activation: "tests>double" }).getConfig()["activation"]).toEqual(
      config["activation"],
    );
  });

  it("are written by their names where they are not registered, which customObjects explain", () => {
    function triple(x: Tensor): Tensor {
      return mul(x, 3);
    }
    const serialized = layers.serialize(new layers.Activation({ activation: triple }));
    expect(() => layers.deserialize(serialized)).toThrow("activation is unknown");
    const copy = layers.deserialize(serialized, { customObjects: { triple } });
    expect([...copy.apply(tensor([2])).dataSync()]).toEqual([6]);
    const nameless = [(x: Tensor) => x];
    expect(() => nameless.map((activation) => new layers.Activation({ activation }).getConfig())).toThrow(
      'the function "custom" is not registered',
    );
  });
});
