import { isFloating, type OpName } from "@sepconv/backend";
import type { InputTensors, OpCall, OutputTensors } from "../engine/op-call.js";
import { type Recorder, recording } from "../engine/recorders.js";
import { escapeScope } from "../tensor/scope.js";
import { alias, type Tensor } from "../tensor/tensor.js";
import type { GradientRules, GradientTools, InputGradients } from "./gradient-rule.js";
import { keptTensors } from "./kept-tensors.js";

/** One op of the forward pass, with the tape's own references to its tensors: those that no rule reads are disposed. */
export interface TapeEntry {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Which gradients `pull` takes though they are smaller than the output, extents of 1 standing for values that repeat. */
  readonly repeated: "any" | "single" | "none";
  pull(
    rules: GradientRules,
    gradients: Readonly<Record<string, Tensor>>,
    tools: GradientTools,
  ): Readonly<Record<string, Tensor | undefined>>;
}

/**
 * What happened to the watched tensors, in order. Recording knows no gradient rule: it notes calls, and the backward
 * pass brings the rules along.
 */
export class Tape implements Recorder {
  readonly entries: TapeEntry[] = [];
  readonly #watched: Set<number>;

  /** Integers and truth values have no gradient: neither they nor what is computed of them alone is followed. */
  constructor(watched: readonly Tensor[]) {
    this.#watched = new Set(watched.filter(isDifferentiable).map((tensor) => tensor.id));
  }

  follows(tensor: Tensor | undefined): boolean {
    return tensor !== undefined && this.#watched.has(tensor.id);
  }

  note<Op extends OpName>(call: OpCall<Op>, outputs: OutputTensors<Op>): void {
    if (!Object.values<Tensor>(outputs).some(isDifferentiable)) return;
    const wants = (name: string): boolean => this.follows(Reflect.get(call.inputs, name));
    const kept: readonly string[] = keptTensors[call.spec.name](call.attrs, wants);
    const inputs = keepAll(call.inputs, kept);
    const keptOutputs = keepAll(outputs, kept);
    const question = {
      call: { ...call, inputs: inputs as InputTensors<Op> },
      outputs: keptOutputs as OutputTensors<Op>,
      wants,
    };
    this.#push({
      inputs,
      outputs: keptOutputs,
      repeated: call.spec.name === "unary" ? "any" : "none",
      pull: (rules, gradients, tools): InputGradients<Op> =>
        rules[call.spec.name]({ ...question, ...tools, gradients: gradients as OutputTensors<Op> }),
    });
  }

  noteReshape(x: Tensor, y: Tensor): void {
    const inputShape = x.shape;
    this.#push({
      inputs: keepAll({ x }, []),
      outputs: keepAll({ y }, []),
      repeated: "single",
      pull: (_rules, { y: gradient }, { reshape }) => ({
        x: gradient && reshape(gradient, gradient.size === 1 ? inputShape.map(() => 1) : inputShape),
      }),
    });
  }

  noteCustom(
    inputs: readonly Tensor[],
    saved: readonly Tensor[],
    y: Tensor,
    gradientOf: (dy: Tensor, saved: readonly Tensor[]) => readonly (Tensor | undefined)[],
  ): void {
    const read = saved.map((tensor, index) => [`saved ${index}`, tensor] as const);
    const savedNames = read.map(([name]) => name);
    const kept = keepAll(Object.fromEntries([...Object.entries(inputs), ...read]), savedNames);
    this.#push({
      inputs: kept,
      outputs: keepAll({ y }, []),
      repeated: "none",
      pull: (_rules, { y: dy }) => {
        const savedThen = savedNames.flatMap((name) => kept[name] ?? []);
        return dy ? { ...gradientOf(dy, savedThen) } : {};
      },
    });
  }

  /** Gives back everything that is still recorded. */
  release(): void {
    for (const entry of this.entries) releaseEntry(entry);
    this.entries.length = 0;
  }

  #push(entry: TapeEntry): void {
    this.entries.push(entry);
    for (const output of Object.values(entry.outputs)) this.#watched.add(output.id);
  }
}

function isDifferentiable({ dtype }: Tensor): boolean {
  return isFloating(dtype);
}

/** Records what `compute` does to the watched tensors. On an error the tape gives back what it holds. */
export function recordOn<Result>(tape: Tape, compute: () => Result): Result {
  try {
    return recording(tape, compute);
  } catch (error) {
    tape.release();
    throw error;
  }
}

/** The tape's own references: they end with the entry, not with the scope that the tensors were made in. */
function keepAll(tensors: Readonly<Record<string, Tensor>>, names: readonly string[]): Record<string, Tensor> {
  const kept: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const own = escapeScope(alias(tensor, tensor.shape, tensor.id));
    if (!names.includes(name)) own.dispose();
    kept[name] = own;
  }
  return kept;
}

export function releaseEntry({ inputs, outputs }: TapeEntry): void {
  for (const tensor of [...Object.values(inputs), ...Object.values(outputs)]) tensor.dispose();
}
