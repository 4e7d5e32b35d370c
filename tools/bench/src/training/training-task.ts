import { matchboxNet } from "../peers/networks/models.js";
import { type Network, type Step, sizeOf } from "../peers/networks/network.js";
import { NetworkBuilder } from "../peers/networks/network-builder.js";
import { RandomNumbers } from "../peers/networks/random-numbers.js";

/** A network that is trained: a step is forward, backward and Adam with Keras' defaults. */
export interface TrainingTask extends Network {
  /** The mean of squared differences, or, behind a softmax, of −ln p of the right class. */
  readonly loss: "meanSquares" | "crossEntropy";
  /** Whether the gradient of the input is computed too, as that of a block inside a network is. */
  readonly wantsInputGradient: boolean;
  /** Which share of elements a dropout behind each activation sets to 0. */
  readonly dropout: number;
}

/** Trained networks by name, made when they are asked for. */
export const trainingTasks: ReadonlyMap<string, () => TrainingTask> = new Map([
  ["block N32 L128 C64→64 k15", () => block("block N32 L128 C64→64 k15", true)],
  ["the same as a first layer", () => block("the same as a first layer", false)],
  ["MatchboxNet 3x1x64 N128", () => matchbox("MatchboxNet 3x1x64 N128")],
]);

/** The task of a name. @throws Error when there is none. */
export function trainingTaskOf({ name }: { readonly name: string }): TrainingTask {
  const make = trainingTasks.get(name);
  if (make === undefined) throw new Error(`bench: there is no training of "${name}".`);
  return make();
}

/** One separable convolution with bias and relu. */
function block(name: string, wantsInputGradient: boolean): TrainingTask {
  const network = new NetworkBuilder(name, 32, 128, 64).separable({ filters: 64, kernelSize: 15 }).build("block");
  return { ...network, loss: "meanSquares", wantsInputGradient, dropout: 0 };
}

/** Its normalizations take the batch's statistics, and its activations drop a tenth. */
function matchbox(name: string): TrainingTask {
  return { ...matchboxNet(name, 128, 1), loss: "crossEntropy", wantsInputGradient: false, dropout: 0.1 };
}

/** What the output should be, of its shape: numbers between −1 and 1, or 1 for one class of each sample. */
export function targetOf({ name, batch, steps, loss }: TrainingTask): Float32Array<ArrayBuffer> {
  const { output } = lastOf(steps);
  if (loss === "meanSquares") return new RandomNumbers(`target of ${name}`).between(-1, 1, batch * sizeOf(output));
  const classes = output.channels;
  const target = new Float32Array(batch * classes);
  for (let sample = 0; sample < batch; sample++) target[sample * classes + ((sample * 7) % classes)] = 1;
  return target;
}

/**
 * Multiplications and additions that a step needs: of each product forward, of the gradient of its weights, and of the
 * gradient of its input, which a layer that reads the network's input leaves out unless it is wanted. What is computed
 * again is not counted, nor are normalization, activation, pooling, loss and optimizer.
 *
 *     separable: h and dDepthwise, dx: 2·B·O·K·C·M each;  y, dPointwise, dh: 2·B·O·C·M·F each
 *     dense:     y, dKernel, dx: 2·B·O·C·F each
 */
export function trainingOperations({ batch, steps, wantsInputGradient }: TrainingTask): number {
  return batch * steps.reduce((total, step) => total + operationsOf(step, step.from > 0 || wantsInputGradient), 0);
}

function operationsOf(step: Step, wantsInput: boolean): number {
  const rows = step.output.steps ?? 1;
  const dx = wantsInput ? 1 : 0;
  if (step.kind === "dense") return 2 * rows * step.kernel.length * (2 + dx);
  if (step.kind === "separable") return 2 * rows * (step.depthwise.length * (2 + dx) + step.pointwise.length * 3);
  return 0;
}

/**
 * Bytes of the outputs of layers that a backward pass has to find: the input, each product that a normalization reads, each
 * output of an activation, of an addition, of a pooling and of a dropout. A normalized value that is only added is none.
 */
export function savedActivationBytes({ batch, input, steps, dropout }: TrainingTask): number {
  const perSample = steps.reduce((total, step) => total + savedOutputs(step, dropout) * sizeOf(step.output), 0);
  return 4 * batch * (sizeOf(input) + perSample);
}

/** How many values of its output's size a step leaves to the backward pass. */
function savedOutputs(step: Step, dropout: number): number {
  const isNormalized = "normalization" in step && step.normalization !== null;
  const isActivated = !isNormalized || step.activation !== "linear";
  return Number(isNormalized) + Number(isActivated) + Number(dropsOut(step, dropout));
}

/** Whether a dropout follows: behind each relu. */
export function dropsOut(step: Step, rate: number): boolean {
  return rate > 0 && "activation" in step && step.activation === "relu";
}

function lastOf(steps: readonly Step[]): Step {
  const last = steps.at(-1);
  if (last === undefined) throw new Error("bench: a network has at least one step.");
  return last;
}
