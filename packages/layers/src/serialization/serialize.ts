import type { Config } from "../config.js";
import type { Layer } from "../layer.js";

/** A layer or model as Keras 3 writes it, from which `deserialize` makes an equal one. */
export function serialize(layer: Layer): Config {
  const buildConfig = layer.getBuildConfig();
  return {
    module: layer.className === "Sequential" ? "keras" : "keras.layers",
    class_name: layer.className,
    config: layer.getConfig(),
    registered_name: null,
    ...(buildConfig && { build_config: buildConfig }),
  };
}
