/** The entries of Keras' archive. */
export const configName = "config.json";
export const metadataName = "metadata.json";
export const weightsName = "model.weights.h5";

/** Where the weights file has arrays of ours. */
export const notePath = "sepconv/vars";
