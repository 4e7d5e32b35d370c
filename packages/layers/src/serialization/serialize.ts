import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { Layer } from "../layer.js";
import { registeredNameOf } from "./registry.js";

/** A layer or model as Keras writes it, from which `deserialize` makes an equal one. */
export function serialize(layer: Layer, options: DialectOption = {}): Config {
  const registered = registeredNameOf(layer.constructor);
  const buildConfig = layer.getBuildConfig();
  const module = layer.className === "Sequential" ? "keras" : "keras.layers";
  return {
    module: registered === undefined ? module : null,
    class_name: registered === undefined ? layer.className : registered.slice(registered.indexOf(">") + 1),
    config: layer.getConfig(options),
    registered_name: registered ?? null,
    ...(buildConfig && { build_config: buildConfig }),
  };
}
