/** Which version of Keras wrote an archive, by its `metadata.json`: Keras 3 where it does not say. */
export function dialectOf(metadata: unknown): "keras2" | "keras3" {
  if (typeof metadata !== "object" || metadata === null || !("keras_version" in metadata)) return "keras3";
  const { keras_version: version } = metadata;
  return typeof version === "string" && version.startsWith("2.") ? "keras2" : "keras3";
}
