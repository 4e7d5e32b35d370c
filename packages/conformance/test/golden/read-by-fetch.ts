import type { ReadGoldenFiles } from "./describe-golden.js";

const urls = {
  "tf215/v1-numeric": {
    json: new URL("../../golden/tf215/v1-numeric.json", import.meta.url),
    bin: new URL("../../golden/tf215/v1-numeric.bin", import.meta.url),
  },
  "tf215/v2-numeric": {
    json: new URL("../../golden/tf215/v2-numeric.json", import.meta.url),
    bin: new URL("../../golden/tf215/v2-numeric.bin", import.meta.url),
  },
  "tf215/v2-parts": {
    json: new URL("../../golden/tf215/v2-parts.json", import.meta.url),
    bin: new URL("../../golden/tf215/v2-parts.bin", import.meta.url),
  },
  "keras3/activations": {
    json: new URL("../../golden/keras3/activations.json", import.meta.url),
    bin: new URL("../../golden/keras3/activations.bin", import.meta.url),
  },
  "keras3/conv-numeric": {
    json: new URL("../../golden/keras3/conv-numeric.json", import.meta.url),
    bin: new URL("../../golden/keras3/conv-numeric.bin", import.meta.url),
  },
  "keras3/metrics": {
    json: new URL("../../golden/keras3/metrics.json", import.meta.url),
    bin: new URL("../../golden/keras3/metrics.bin", import.meta.url),
  },
  "keras3/optimizers": {
    json: new URL("../../golden/keras3/optimizers.json", import.meta.url),
    bin: new URL("../../golden/keras3/optimizers.bin", import.meta.url),
  },
};

/** The golden vectors of this package, in a browser. */
export const readByFetch: ReadGoldenFiles = async (file) => {
  const found = Object.entries(urls).find(([name]) => name === file)?.[1];
  if (found === undefined) throw new RangeError(`no address for ${file}`);
  const [json, bin] = await Promise.all([fetchOk(found.json), fetchOk(found.bin)]);
  return { json: await json.text(), data: await bin.arrayBuffer() };
};

async function fetchOk(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  return response;
}
