import { type OpName, UnsupportedOpError } from "@sepconv/backend";
import { observer } from "../program/observer.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { currentDevice } from "./device.js";
import type { DeviceEngine } from "./engine.js";
import type { Definition, OpCall, OutputTensors } from "./op-call.js";
import { followersOf, withRecorders } from "./recorders.js";

/**
 * Runs one op on its operands' device, and tells the recorders. Where the device has no kernel, a fused op runs by its
 * definition on the same device, counted in `statistics().fallbacks`; a primitive op is refused.
 *
 * @throws UnsupportedOpError, ForeignTensorError, DTypeError, OutOfMemoryError
 */
export function execute<Op extends OpName>(call: OpCall<Op>, definition?: Definition<Op>): OutputTensors<Op> {
  const inputs = Object.values<Tensor>(call.inputs);
  const engine = engineFor(inputs);
  const computed = engine.run(call);
  if (computed) observer()?.ran(engine, call, computed);
  const outputs = computed ?? runDefinition(engine, call, definition);
  for (const recorder of followersOf(inputs)) recorder.note(call, outputs);
  return outputs;
}

function runDefinition<Op extends OpName>(
  engine: DeviceEngine,
  call: OpCall<Op>,
  definition: Definition<Op> | undefined,
): OutputTensors<Op> {
  if (definition) {
    engine.countFallback();
    return onEngine(engine, () => withRecorders([], () => tidy(() => definition(call))));
  }
  throw new UnsupportedOpError({
    where: call.spec.name,
    problem: `the device "${engine.name}" has no kernel for this op (${engine.gaps[call.spec.name] ?? "not picked"})`,
    remedy: "Open the backend with this kernel, or use another device.",
  });
}

let chosen: DeviceEngine | null = null;

/** Runs ops whose operands are all on the host on `engine` instead of the default device. @internal */
export function onEngine<Result>(engine: DeviceEngine, compute: () => Result): Result {
  const outer = chosen;
  chosen = engine;
  try {
    return compute();
  } finally {
    chosen = outer;
  }
}

/** Runs a composition of ops where its operands live, those of its ops included whose operands are all on the host. */
export function onDeviceOf<Result>(tensors: readonly Tensor[], compute: () => Result): Result {
  const home = tensors.find((tensor) => tensor.slot.home)?.slot.home;
  return home ? onEngine(home.engine, compute) : compute();
}

/** The device that an operand was computed on, else the default device. @internal */
export function engineFor(tensors: readonly Tensor[]): DeviceEngine {
  for (const tensor of tensors) {
    const home = tensor.slot.home;
    if (home) return home.engine;
  }
  return chosen ?? currentDevice().engine;
}
