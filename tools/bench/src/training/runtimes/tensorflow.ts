import { dirname } from "node:path";
import type { Extent } from "../../peers/networks/network.js";
import { requirePeer } from "../../peers/runtimes/peer-packages.js";
import type { Prepared, Runtime } from "../../peers/runtimes/runtime.js";
import { checkedSteps, firstSteps } from "../first-steps.js";
import { type TrainingTask, targetOf, trainingTaskOf } from "../training-task.js";
import type { Tf, TfTensor, TfVariable } from "./tensorflow-interface.js";
import { type DepthwiseWay, TensorFlowNetwork } from "./tensorflow-network.js";

/**
 * TensorFlow.js with values as `[batch, 1, steps, channels]`, gradients by `valueAndGrads`, its own Adam.
 *
 * @param way how depthwise convolutions are computed; the pointwise product is matMul, whose gradient is quicker than
 *   that of conv2d.
 */
export async function openTensorFlowTraining(backend: "cpu" | "wasm", way: DepthwiseWay): Promise<Runtime> {
  const tf: Tf = requirePeer("@tensorflow/tfjs");
  if (backend === "wasm") {
    const wasm: { readonly setWasmPaths: (folder: string) => void } = requirePeer("@tensorflow/tfjs-backend-wasm");
    wasm.setWasmPaths(`${dirname(requirePeer.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js does not open its ${backend} backend.`);
  const depthwise = way === "slices" ? "pad, slice, mul and add" : "depthwiseConv2d";
  return {
    description: `@tensorflow/tfjs ${tf.version_core}, ${depthwise} with matMul, ${backend} backend, one thread`,
    prepare: async (network, input) => {
      const task = trainingTaskOf(network);
      const training = new TensorFlowTraining(tf, task, input, way);
      return prepared(tf, training, () => new TensorFlowTraining(tf, { ...task, dropout: 0 }, input, way), task);
    },
  };
}

function prepared(
  tf: Tf,
  training: TensorFlowTraining,
  another: () => TensorFlowTraining,
  task: TrainingTask,
): Prepared {
  return {
    run: () => tf.tidy(() => void training.step()),
    output: async () => {
      const checked = another();
      const losses: number[] = [];
      let inputGradient: Float32Array | null = null;
      try {
        for (let step = 0; step < checkedSteps; step++) {
          const { value, dx } = tf.tidy(() => checked.step());
          losses.push((await value.data())[0] ?? Number.NaN);
          if (dx) inputGradient ??= await dx.data();
          value.dispose();
          dx?.dispose();
        }
      } finally {
        checked.dispose();
      }
      return firstSteps(task, losses, inputGradient);
    },
    dispose: () => training.dispose(),
  };
}

/** A network with its optimizer and its data. */
class TensorFlowTraining {
  readonly #tf: Tf;
  readonly #task: TrainingTask;
  readonly #network: TensorFlowNetwork;
  readonly #optimizer;
  readonly #x: TfTensor;
  readonly #target: TfTensor;
  readonly #gradients: (inputs: readonly TfTensor[]) => { value: TfTensor; grads: readonly TfTensor[] };

  constructor(tf: Tf, task: TrainingTask, input: Float32Array, way: DepthwiseWay) {
    const { batch, input: extent, steps } = task;
    const shapeOf = ({ steps: length, channels }: Extent): number[] =>
      length === null ? [batch, channels] : [batch, 1, length, channels];
    this.#tf = tf;
    this.#task = task;
    this.#network = new TensorFlowNetwork(tf, task, way);
    this.#optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
    this.#x = tf.tensor(input, shapeOf(extent));
    this.#target = tf.tensor(targetOf(task), shapeOf(steps.at(-1)?.output ?? extent));
    const wanted = task.wantsInputGradient;
    this.#gradients = tf.valueAndGrads((...inputs) => this.#loss(wanted ? (inputs[0] ?? this.#x) : this.#x));
  }

  /** To be called in a tidy. */
  step(): { value: TfTensor; dx: TfTensor | null } {
    const { variables } = this.#network;
    const wanted = this.#task.wantsInputGradient ? [this.#x] : [];
    const { value, grads } = this.#gradients([...wanted, ...variables]);
    const named = variables.map(({ name }: TfVariable, index) => ({ name, tensor: grads[wanted.length + index] }));
    this.#optimizer.applyGradients(named);
    return { value, dx: wanted.length > 0 ? (grads[0] ?? null) : null };
  }

  dispose(): void {
    this.#network.dispose();
    this.#optimizer.dispose();
    for (const each of [this.#x, this.#target]) each.dispose();
  }

  #loss(x: TfTensor): TfTensor {
    const tf = this.#tf;
    const y = this.#network.apply(x);
    if (this.#task.loss === "crossEntropy") return tf.losses.softmaxCrossEntropy(this.#target, y);
    return tf.mean(tf.square(tf.sub(y, this.#target)));
  }
}
