import {
  type Backend,
  type BackendStatistics,
  type DType,
  DTypeError,
  elementCount,
  ForeignTensorError,
  type Gaps,
  isFloating,
  type Launch,
  type Operand,
  type Operands,
  type OperandType,
  type OperandTypes,
  type OpName,
  type OpSpec,
  type OpSpecs,
  type Outputs,
  type Shape,
} from "@sepconv/backend";
import { Tensor } from "../tensor/tensor.js";
import { DeviceMemory } from "./device-memory.js";
import type { OpCall, OutputTensors } from "./op-call.js";
import { isPlanOf, type Plan, type PlanCache, planKey, RecentlyUsed } from "./plan-cache.js";

/** Counters of a device: its backend's, and what the engine adds. */
export interface DeviceStatistics extends BackendStatistics {
  /** Plans found in the cache. */
  readonly planHits: number;
  /** Fused ops that ran by their definition in primitives, because the backend has no kernel for them. */
  readonly fallbacks: number;
  /** Values moved to the host because the device was full. */
  readonly movedOut: number;
}

/** What an engine is made of. */
export interface EngineParts<H> {
  readonly backend: Backend<H>;
  readonly memory: DeviceMemory<H>;
}

/** An engine whatever its backend calls a piece of memory. */
export interface DeviceEngine {
  readonly name: string;
  readonly dtypes: ReadonlySet<DType>;
  readonly gaps: Gaps;
  readonly notes: readonly string[];
  readonly disposed: boolean;
  owns(tensor: Tensor): boolean;
  run<Op extends OpName>(call: OpCall<Op>): OutputTensors<Op> | undefined;
  countFallback(): void;
  /** What is done with the parts of the engine, whatever its backend calls a piece of memory. @internal */
  inside<Result>(visit: <H>(parts: EngineParts<H>) => Result): Result;
  statistics(): DeviceStatistics;
  flush(): Promise<void>;
  dispose(): void;
}

/** Runs calls of ops on one backend: plans once, allocates outputs, launches. */
export class Engine<H> implements DeviceEngine {
  readonly #backend: Backend<H>;
  readonly #memory: DeviceMemory<H>;
  #plans: PlanCache<H> = {};
  #planHits = 0;
  #fallbacks = 0;
  #disposed = false;

  constructor(backend: Backend<H>) {
    this.#backend = backend;
    this.#memory = new DeviceMemory(this, backend);
  }

  get name(): string {
    return this.#backend.name;
  }

  get dtypes(): ReadonlySet<DType> {
    return this.#backend.dtypes;
  }

  get gaps(): Gaps {
    return this.#backend.gaps;
  }

  get notes(): readonly string[] {
    return this.#backend.notes ?? [];
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  /** Whether the tensor was computed here. */
  owns(tensor: Tensor): boolean {
    return tensor.slot.home === this.#memory;
  }

  /**
   * The outputs of a call, or undefined where the backend has no kernel for the op.
   *
   * @throws DTypeError where the device does not compute with the operands' element type.
   */
  run<Op extends OpName>(call: OpCall<Op>): OutputTensors<Op> | undefined {
    const tensors = Object.values<Tensor>(call.inputs);
    const common = this.#commonDType(call);
    const launch = this.#planFor(call);
    if (launch === undefined) return undefined;
    const own = outputDType(call);
    const dtype = own ? this.#computes(nameOf(call), own, "any") : common;
    const operands = mapValues(call.inputs, (tensor: Tensor) => this.#memory.operand(tensor, tensors));
    const outputs: Record<string, Operand<H>> = {};
    const results: Record<string, Tensor> = {};
    const inUse = [...tensors];
    try {
      let elements = 0;
      for (const [name, shape] of Object.entries<Shape>(call.outputShapes)) {
        const length = elementCount(shape);
        const { owner, handle } = call.takeOver?.(this.#memory, name) ?? this.#memory.allocate(dtype, length, inUse);
        const result = new Tensor(owner, shape);
        results[name] = result;
        inUse.push(result);
        outputs[name] = { handle, byteOffset: 0, dtype, shape, constant: null };
        elements += length;
      }
      if (elements > 0) {
        this.#memory.makingRoom(inUse, () =>
          launch(operands as Operands<Op, H>, outputs as Outputs<Op, H>, call.dynamic),
        );
      }
    } catch (error) {
      for (const result of Object.values(results)) result.dispose();
      throw error;
    }
    return results as OutputTensors<Op>;
  }

  /** A fused op runs by its definition here. */
  countFallback(): void {
    this.#fallbacks++;
  }

  inside<Result>(visit: <Handle>(parts: EngineParts<Handle>) => Result): Result {
    return visit({ backend: this.#backend, memory: this.#memory });
  }

  statistics(): DeviceStatistics {
    return {
      ...this.#backend.statistics(),
      planHits: this.#planHits,
      fallbacks: this.#fallbacks,
      movedOut: this.#memory.movedOut,
    };
  }

  async flush(): Promise<void> {
    await this.#backend.flush?.();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#memory.end();
    this.#plans = {};
    this.#backend.dispose();
  }

  #planFor<Op extends OpName>(call: OpCall<Op>): Launch<Op, H> | undefined {
    const { spec, attrs, inputs } = call;
    const plans = this.#plansOf(spec.name);
    const { latest } = plans;
    if (latest && isPlanOf(latest, call)) {
      this.#planHits++;
      return latest.launch;
    }
    const types = mapValues(inputs, (tensor: Tensor, name) => operandType(tensor, spec, name)) as OperandTypes<Op>;
    const key = planKey(attrs, types);
    const known = plans.get(key);
    if (known) {
      this.#planHits++;
      return known.launch;
    }
    const launch = this.#backend.plan(spec.name, attrs, types);
    if (launch) plans.set(key, { attrs, types, launch });
    return launch;
  }

  #plansOf<Op extends OpName>(op: Op): RecentlyUsed<Plan<Op, H>> {
    const known = this.#plans[op];
    if (known) return known;
    const plans = new RecentlyUsed<Plan<Op, H>>();
    this.#plans = { ...this.#plans, [op]: plans };
    return plans;
  }

  /** The dtype that the operands share, those aside that have one of their own. */
  #commonDType<Op extends OpName>(call: OpCall<Op>): DType {
    const where = nameOf(call);
    const inputs: Readonly<Record<string, Tensor | undefined>> = call.inputs;
    const own: Readonly<Record<string, DType | undefined>> = call.spec.inputDTypes ?? {};
    let common: DType | undefined;
    for (const name in inputs) {
      const tensor = inputs[name];
      if (tensor === undefined) continue;
      if (!own[name]) common ??= tensor.dtype;
      const wanted = own[name] ?? common;
      if (tensor.dtype !== wanted) {
        const problem = `${name} has another dtype`;
        throw new DTypeError({ where, problem, expected: `"${wanted}"`, got: tensor.dtype, remedy: "Use cast()." });
      }
      if (tensor.slot.home !== null && !this.owns(tensor))
        throw foreign(where, this.name, tensor.slot.home.engine.name);
    }
    return this.#computes(where, common ?? "float32", call.spec.elements);
  }

  /** @throws DTypeError where kernels do not compute with the dtype, or the op is for floating-point elements alone. */
  #computes(where: string, dtype: DType, elements: "any" | undefined): DType {
    const allowed = (known: DType): boolean => elements === "any" || isFloating(known);
    if (this.dtypes.has(dtype) && allowed(dtype)) return dtype;
    throw new DTypeError({
      where,
      problem: `the device "${this.name}" does not compute with this dtype`,
      expected: [...this.dtypes].filter(allowed).join(" or "),
      got: dtype,
      remedy: "Use cast().",
    });
  }
}

/** The dtype of outputs where it is not that of the operands. */
function outputDType<Op extends OpName>({ spec, attrs }: OpCall<Op>): DType | undefined {
  return spec.outputDType === "attribute" ? ("dtype" in attrs ? attrs.dtype : undefined) : spec.outputDType;
}

/** The op as the user wrote it: families go by the name of the function in them. */
function nameOf<Op extends OpName>({ spec, attrs }: OpCall<Op>): string {
  return "kind" in attrs ? attrs.kind : spec.name;
}

function foreign(where: string, here: string, there: string): ForeignTensorError {
  return new ForeignTensorError({
    where,
    problem: "operands live on two devices",
    expected: `all of them on "${here}"`,
    got: there,
    remedy: "Use tensor(await x.data(), x.shape).",
  });
}

/** What a plan may know of an operand. */
export function operandType<Op extends OpName>(
  { dtype, shape }: { readonly dtype: DType; readonly shape: Shape },
  spec: OpSpec<Op, OpSpecs[Op]["inputs"]>,
  name: string,
): OperandType {
  const axes: Readonly<Record<string, readonly number[] | undefined>> = spec.staticAxes;
  const fixed = (axes[name] ?? []).map((axis) => shape[axis] ?? 0);
  return { dtype, rank: shape.length, static: fixed };
}

/** The record with each value mapped; a value that is undefined is left out. */
function mapValues<Value, Result>(
  record: Readonly<Record<string, Value | undefined>>,
  map: (value: Value, name: string) => Result,
): Record<string, Result> {
  const mapped: Record<string, Result> = {};
  for (const name in record) {
    const value = record[name];
    if (value !== undefined) mapped[name] = map(value, name);
  }
  return mapped;
}
