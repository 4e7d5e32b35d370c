import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { Layer } from "../layer.js";
import { registeredNameOf } from "./registry.js";

/** Where Keras has the classes that are not among its layers, and as what it writes them. */
const kerasModules: Readonly<Record<string, { readonly module: string; readonly registeredName: string | null }>> = {
  Sequential: { module: "keras", registeredName: null },
  Functional: { module: "keras.src.models.functional", registeredName: "Functional" },
};

/** A layer or model as Keras writes it, from which `deserialize` makes an equal one. */
export function serialize(layer: Layer, options: DialectOption = {}): Config {
  const registered = registeredNameOf(layer.constructor);
  const buildConfig = layer.getBuildConfig();
  const { module, registeredName } = kerasModules[layer.className] ?? { module: "keras.layers", registeredName: null };
  return {
    module: registered === undefined ? module : null,
    class_name: registered === undefined ? layer.className : registered.slice(registered.indexOf(">") + 1),
    config: layer.getConfig(options),
    registered_name: registered ?? registeredName,
    ...(buildConfig && { build_config: buildConfig }),
  };
}
