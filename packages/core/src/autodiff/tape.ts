import type { OpName } from "@sepconv/backend";
import type { InputTensors, OpCall, OutputTensors } from "../engine/op-call.js";
import { escapeScope } from "../tensor/scope.js";
import { alias, type Tensor } from "../tensor/tensor.js";
import type { GradientRules, GradientTools, InputGradients } from "./gradient-rule.js";

/** One op of the forward pass, with the tape's own references to its tensors. */
export interface TapeEntry {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
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
export class Tape {
  readonly entries: TapeEntry[] = [];
  readonly #watched: Set<number>;

  constructor(watched: readonly Tensor[]) {
    this.#watched = new Set(watched.map((tensor) => tensor.id));
  }

  watches(tensor: Tensor): boolean {
    return this.#watched.has(tensor.id);
  }

  push(entry: TapeEntry): void {
    this.entries.push(entry);
    for (const output of Object.values(entry.outputs)) this.#watched.add(output.id);
  }

  /** Gives back everything that is still recorded. */
  release(): void {
    for (const entry of this.entries) releaseEntry(entry);
    this.entries.length = 0;
  }
}

let active: readonly Tape[] = [];

/** Records what `compute` does to the watched tensors. On an error the tape gives back what it holds. */
export function recordOn<Result>(tape: Tape, compute: () => Result): Result {
  const outer = active;
  active = [...outer, tape];
  try {
    return compute();
  } catch (error) {
    tape.release();
    throw error;
  } finally {
    active = outer;
  }
}

/** Runs `compute` with all tapes stopped: its insides are one op to them. */
export function pauseRecording<Result>(compute: () => Result): Result {
  const outer = active;
  active = [];
  try {
    return compute();
  } finally {
    active = outer;
  }
}

/** Whether a tape follows one of the tensors. */
export function isRecording(tensors: readonly Tensor[]): boolean {
  return active.some((tape) => tensors.some((tensor) => tape.watches(tensor)));
}

/** Notes one op on the tapes that follow one of its inputs. */
export function record<Op extends OpName>(call: OpCall<Op>, outputs: OutputTensors<Op>): void {
  for (const tape of active) {
    const inputs: Readonly<Record<string, Tensor>> = call.inputs;
    if (!Object.values(inputs).some((tensor) => tape.watches(tensor))) continue;
    const kept = keepAll(inputs);
    const keptCall = { ...call, inputs: kept as InputTensors<Op> };
    const keptOutputs = keepAll(outputs);
    tape.push({
      inputs: kept,
      outputs: keptOutputs,
      pull: (rules, gradients, tools): InputGradients<Op> =>
        rules[call.spec.name]({
          call: keptCall,
          outputs: keptOutputs as OutputTensors<Op>,
          gradients: gradients as OutputTensors<Op>,
          wants: (name) => isWatched(tape, kept[name]),
          ...tools,
        }),
    });
  }
}

/** Notes a reshape, the one op that no device runs. */
export function recordReshape(x: Tensor, y: Tensor): void {
  for (const tape of active) {
    if (!tape.watches(x)) continue;
    const inputShape = x.shape;
    tape.push({
      inputs: keepAll({ x }),
      outputs: keepAll({ y }),
      pull: (_rules, { y: gradient }, { reshape }) => ({ x: gradient && reshape(gradient, inputShape) }),
    });
  }
}

/** The tape's own references: they end with the entry, not with the scope that the tensors were made in. */
function keepAll(tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const kept: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(tensors))
    kept[name] = escapeScope(alias(tensor, tensor.shape, tensor.id));
  return kept;
}

export function releaseEntry(entry: TapeEntry): void {
  for (const tensor of Object.values(entry.inputs)) tensor.dispose();
  for (const tensor of Object.values(entry.outputs)) tensor.dispose();
}

function isWatched(tape: Tape, tensor: Tensor | undefined): boolean {
  return tensor !== undefined && tape.watches(tensor);
}
