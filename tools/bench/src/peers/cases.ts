import { trainingTasks } from "../training/training-task.js";
import { blocks, callBlock } from "./networks/blocks.js";
import { models } from "./networks/models.js";
import { type Network, sizeOf } from "./networks/network.js";
import { RandomNumbers } from "./networks/random-numbers.js";

/** Every network by its name, made when it is asked for, with the same weights in every process. */
export const cases: ReadonlyMap<string, () => Network> = new Map([callBlock, ...blocks, ...models, ...trainingTasks]);

/** The network of a name. @throws Error when there is none. */
export function networkOf(name: string): Network {
  const make = cases.get(name);
  if (make === undefined) throw new Error(`bench: there is no network "${name}".`);
  return make();
}

/** A network's input, `[batch, steps, channels]` between −1 and 1. */
export function inputOf({ name, batch, input }: Network): Float32Array<ArrayBuffer> {
  return new RandomNumbers(`input of ${name}`).between(-1, 1, batch * sizeOf(input));
}
