import { type Config, layerOptions } from "./config.js";
import type { DialectOption } from "./dialect.js";
import { kerasNames } from "./keras-names.js";
import type { Layer } from "./layer.js";
import type { Deserialize } from "./serialization/deserialize.js";

type Understanding = object & Pick<typeof Layer, "vocabulary">;
type LayerClass = (new (options: never) => Layer) & Understanding;

/** What a class has that understands names: its configurations consist of them. */
interface ConfigReader<Made> {
  /** A layer from Keras' configuration. @throws ArgumentError for a key that no version of Keras writes. */
  fromConfig(config: Config, deserialize?: Deserialize, options?: DialectOption): Made;
}

/** A class of layers with the names of Keras. */
export type WithNames<Class extends LayerClass> = Class & ConfigReader<InstanceType<Class>>;

/**
 * A class of layers that understands the names of Keras. It has the prototype and the static members of the class without
 * names, so that to `instanceof` the two are one.
 */
export function withNames<Class extends Understanding>(layerClass: Class): Class {
  return withStatics(layerClass, { vocabulary: kerasNames });
}

/**
 * The same for a class that is made of its configuration alone.
 *
 * @param dropped keys that some version of Keras writes and never uses.
 */
export function withConfigs<Class extends LayerClass>(
  layerClass: Class,
  dropped: readonly string[] = [],
): WithNames<Class> {
  const fromConfig = function (this: LayerClass, config: Config, _?: Deserialize, options?: DialectOption): unknown {
    return Reflect.construct(this, [layerOptions(config, options, dropped)]);
  };
  return withStatics(layerClass, { vocabulary: kerasNames, fromConfig }) as WithNames<Class>;
}

function withStatics<Class extends Understanding>(layerClass: Class, statics: object): Class {
  return new Proxy(layerClass, {
    get: (target, key, receiver) => Reflect.get(Object.hasOwn(statics, key) ? statics : target, key, receiver),
  });
}
