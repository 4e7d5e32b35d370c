import { type SeparableStep, windowGeometry } from "../../peers/networks/network.js";
import { channelsFirst, channelsLast } from "../../peers/runtimes/batches.js";
import { transposed } from "../../peers/runtimes/onnx-graph.js";
import { peerVersion, requirePeer } from "../../peers/runtimes/peer-packages.js";
import type { Prepared, Runtime } from "../../peers/runtimes/runtime.js";
import { checkedSteps, firstSteps } from "../first-steps.js";
import { type TrainingTask, targetOf, trainingTaskOf } from "../training-task.js";
import { adam } from "./jax-adam.js";
import type { Jax, JaxArray } from "./jax-interface.js";
import { type JaxWay, layouts } from "./jax-ways.js";

type Weights = readonly JaxArray[];
/** The loss, the input's gradient where it is wanted, weights, first and second moments. */
type StepResult = readonly [JaxArray, readonly JaxArray[], Weights, Weights, Weights];
type Step = (x: JaxArray, target: JaxArray, weights: Weights, m: Weights, v: Weights, step: JaxArray) => StepResult;

/** jax-js on WebAssembly: forward, `valueAndGrad` and Adam under one `jit`; blocks alone. In Node it has one thread. */
export async function openJaxTraining(way: JaxWay): Promise<Runtime> {
  const jax: Jax = requirePeer("@jax-js/jax");
  const devices = await jax.init("wasm");
  if (!devices.includes("wasm")) throw new Error("jax-js does not open its wasm backend.");
  jax.defaultDevice("wasm");
  return {
    description: `@jax-js/jax ${peerVersion("@jax-js/jax")}, ${layouts[way].description}, wasm backend`,
    prepare: async (network, input) => prepare(jax, trainingTaskOf(network), input, way),
  };
}

function prepare(jax: Jax, task: TrainingTask, input: Float32Array, way: JaxWay): Prepared {
  const [step] = task.steps;
  if (task.kind !== "block" || step?.kind !== "separable") throw new Error("jax-js: blocks alone are trained.");
  const compiled = jax.jit(stepOf(jax, task, step, way));
  const training = new JaxTraining(jax, task, step, input, way, compiled);
  return {
    run: async () => {
      const { loss, dx } = training.step();
      await loss.blockUntilReady();
      for (const each of [loss, ...dx]) each.dispose();
    },
    output: async () => {
      const checked = new JaxTraining(jax, task, step, input, way, compiled);
      const losses: number[] = [];
      let inputGradient: Float32Array | null = null;
      for (let index = 0; index < checkedSteps; index++) {
        const { loss, dx } = checked.step();
        losses.push((await loss.data())[0] ?? Number.NaN);
        for (const each of dx) {
          const values = await each.data();
          inputGradient ??= layouts[way].channelsLast ? values : channelsLast(values, task.batch, task.input);
        }
      }
      checked.dispose();
      return firstSteps(task, losses, inputGradient);
    },
    dispose: () => training.dispose(),
  };
}

/** One step as a function of arrays. */
function stepOf(jax: Jax, { wantsInputGradient }: TrainingTask, step: SeparableStep, way: JaxWay): Step {
  const { numpy, nn } = jax;
  const { input, window, output } = step;
  const { kernelSize } = window;
  const { padLeft, padRight } = windowGeometry(input.steps ?? 0, window);
  const sizes = { kernelSize, padLeft, padRight, channels: input.channels, steps: output.steps ?? 0 };
  const loss = (x: JaxArray, weights: Weights, target: JaxArray): JaxArray =>
    numpy.mean(numpy.square(nn.relu(layouts[way].linear(jax, x, weights, sizes)).sub(target)));
  const differentiate = jax.valueAndGrad(loss, { argnums: wantsInputGradient ? [1, 0] : [1] });
  return (x, target, weights, m, v, index) => {
    const kept = weights.map((weight) => weight.ref);
    const [value, [gradients, ...dx]] = differentiate(x, weights, target);
    return [value, dx, ...adam(jax, kept, gradients, m, v, index)];
  };
}

/** Weights, moments and data; arrays that are passed on end. */
class JaxTraining {
  readonly #jax: Jax;
  readonly #x: JaxArray;
  readonly #target: JaxArray;
  readonly #compiled: Step;
  #weights: Weights;
  #m: Weights;
  #v: Weights;
  #steps = 0;

  constructor(jax: Jax, task: TrainingTask, step: SeparableStep, input: Float32Array, way: JaxWay, compiled: Step) {
    const { batch } = task;
    const layout = layouts[way];
    const array = (values: Float32Array, { steps, channels }: typeof step.input): JaxArray =>
      layout.channelsLast
        ? jax.numpy.array(values, { shape: [batch, steps ?? 1, channels] })
        : jax.numpy.array(channelsFirst(values, batch, { steps, channels }), { shape: [batch, channels, steps ?? 1] });
    this.#jax = jax;
    this.#compiled = compiled;
    this.#x = array(input, step.input);
    this.#target = array(targetOf(task), step.output);
    const { kernelSize } = step.window;
    const { depthwise, pointwise, bias } = step;
    const [channels, filters] = [step.input.channels, step.output.channels];
    const { shapes, filtersFirst } = layout;
    const values = [
      layout.tapsFirst ? depthwise : transposed(depthwise, kernelSize, channels),
      filtersFirst ? transposed(pointwise, channels, filters) : pointwise,
      bias ?? new Float32Array(filters),
    ];
    const given = shapes(kernelSize, channels, filters);
    this.#weights = values.map((data, index) => jax.numpy.array(data, { shape: given[index] ?? [] }));
    const zeros = (): Weights => given.map((shape) => jax.numpy.zeros(shape));
    [this.#m, this.#v] = [zeros(), zeros()];
  }

  step(): { loss: JaxArray; dx: readonly JaxArray[] } {
    const index = this.#jax.numpy.array(Float32Array.of(++this.#steps), { shape: [] });
    const [loss, dx, weights, m, v] = this.#compiled(
      this.#x.ref,
      this.#target.ref,
      this.#weights,
      this.#m,
      this.#v,
      index,
    );
    [this.#weights, this.#m, this.#v] = [weights, m, v];
    return { loss, dx };
  }

  dispose(): void {
    for (const each of [this.#x, this.#target, ...this.#weights, ...this.#m, ...this.#v]) each.dispose();
  }
}
