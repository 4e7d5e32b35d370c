import { ModelFormatError } from "@sepconv/backend";
import { Model } from "@sepconv/layers";

/** The version of Keras that wrote an archive, from its `metadata.json`; null where it does not say. */
export function kerasVersion(metadata: unknown): string | null {
  if (typeof metadata !== "object" || metadata === null || !("keras_version" in metadata)) return null;
  return typeof metadata.keras_version === "string" ? metadata.keras_version : null;
}

/**
 * Refuses what means something else in Keras 2 than in Keras 3, which our layers follow: `hard_sigmoid` is
 * min(max(x/5 + 1/2, 0), 1) there, and min(max(x/6 + 1/2, 0), 1) here.
 *
 * @throws ModelFormatError naming the layer.
 */
export function refuseOtherMeanings(where: string, version: string | null, model: Model): void {
  if (version === null || !version.startsWith("2.")) return;
  for (const layer of model.layers) {
    if (layer instanceof Model) refuseOtherMeanings(where, version, layer);
    else if (Object.entries(layer.getConfig()).some(isHardSigmoid)) {
      throw new ModelFormatError({
        where,
        problem: `layer "${layer.name}" uses hard_sigmoid, which is another function in Keras ${version} than in Keras 3`,
        expected: "other activations in files of Keras 2",
        remedy: "Set another activation in Keras, or save the model with Keras 3.",
      });
    }
  }
}

function isHardSigmoid([key, value]: readonly [string, unknown]): boolean {
  return key.endsWith("activation") && value === "hard_sigmoid";
}
