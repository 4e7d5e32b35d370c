import type { Network } from "./network.js";
import { NetworkBuilder } from "./network-builder.js";

/**
 * Published networks with random weights. Each separable convolution and each product stands with its normalization,
 * as it was trained.
 */
export const models: ReadonlyMap<string, () => Network> = new Map(
  Object.entries({
    "QuartzNet 5x5 L1000": quartzNet,
    "MatchboxNet 3x2x64 L128": matchboxNet,
    "Conv-TasNet repeat L3199": convTasNetRepeat,
    "TC-ResNet8, separable, L98": residualKeywords,
    "P300 net": eventPotential,
    "text sepCNN B32 L500": textClassifier,
  }).map(([name, make]) => [name, () => make(name)]),
);

/** Kriman et al., 2019, https://arxiv.org/abs/1910.10261: five blocks of five repetitions, residual by a product. */
function quartzNet(name: string): Network {
  const network = new NetworkBuilder(name, 1, 1000, 64);
  network.separable({ filters: 256, kernelSize: 33, stride: 2, normalized: true });
  for (const [filters, kernelSize] of [
    [256, 33],
    [256, 39],
    [512, 51],
    [512, 63],
    [512, 75],
  ] as const) {
    residualBlock(network, filters, kernelSize, 5);
  }
  return network
    .separable({ filters: 512, kernelSize: 87, dilation: 2, normalized: true })
    .dense({ units: 1024, activation: "relu", normalized: true })
    .dense({ units: 29 })
    .build("model");
}

/** Majumdar and Ginsburg, 2020, https://arxiv.org/abs/2004.08531: three blocks of some repetitions, 64 filters. */
export function matchboxNet(name: string, batch = 1, repetitions = 2): Network {
  const network = new NetworkBuilder(name, batch, 128, 64);
  network.separable({ filters: 128, kernelSize: 11, normalized: true });
  for (const kernelSize of [13, 15, 17]) residualBlock(network, 64, kernelSize, repetitions);
  return network
    .separable({ filters: 128, kernelSize: 29, dilation: 2, normalized: true })
    .dense({ units: 128, activation: "relu", normalized: true })
    .average()
    .dense({ units: 30, activation: "softmax" })
    .build("model");
}

function residualBlock(network: NetworkBuilder, filters: number, kernelSize: number, repetitions: number): void {
  const start = network.latest;
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const activation = repetition < repetitions ? "relu" : "linear";
    network.separable({ filters, kernelSize, activation, normalized: true });
  }
  const body = network.latest;
  network.dense({ units: filters, normalized: true }, start);
  network.add(body, network.latest, "relu");
}

/**
 * Luo and Mesgarani, 2019, https://arxiv.org/abs/1809.07454: eight blocks of 512 channels with dilations 1 to 128, causal.
 * Relu in place of PReLU; the normalization between depthwise and pointwise and the skip path are left out.
 */
function convTasNetRepeat(name: string): Network {
  const network = new NetworkBuilder(name, 1, 3199, 128);
  for (let dilation = 1; dilation <= 128; dilation *= 2) {
    const start = network.latest;
    network.dense({ units: 512, activation: "relu", normalized: true });
    network.separable({ filters: 128, kernelSize: 3, dilation, padding: "causal", activation: "linear" });
    network.add(network.latest, start);
  }
  return network.build("model");
}

/** Choi et al., 2019, https://arxiv.org/abs/1904.03814, with separable convolutions in place of full ones. */
function residualKeywords(name: string): Network {
  const network = new NetworkBuilder(name, 1, 98, 40);
  network.separable({ filters: 16, kernelSize: 3, activation: "linear" });
  for (const filters of [24, 32, 48]) {
    const start = network.latest;
    network.separable({ filters, kernelSize: 9, stride: 2, normalized: true });
    network.separable({ filters, kernelSize: 9, activation: "linear", normalized: true });
    const body = network.latest;
    network.separable({ filters, kernelSize: 1, stride: 2, normalized: true }, start);
    network.add(body, network.latest, "relu");
  }
  return network.average().dense({ units: 12, activation: "softmax" }).build("model");
}

/** One separable layer that tells event potentials of six electrodes from noise: 1,121 parameters. */
function eventPotential(name: string): Network {
  return new NetworkBuilder(name, 1, 214, 6)
    .separable({ filters: 32, kernelSize: 16, stride: 8, padding: "valid", activation: "tanh" })
    .flatten()
    .dense({ units: 1, activation: "sigmoid" })
    .build("model");
}

/** The sepCNN of Google's guide to text classification, from embeddings on. */
function textClassifier(name: string): Network {
  const network = new NetworkBuilder(name, 32, 500, 200);
  for (const filters of [64, 64]) network.separable({ filters, kernelSize: 3 });
  network.maxPool(3);
  for (const filters of [128, 128]) network.separable({ filters, kernelSize: 3 });
  return network.average().dense({ units: 10, activation: "softmax" }).build("model");
}
