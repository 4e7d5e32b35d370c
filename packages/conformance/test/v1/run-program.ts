import * as v1 from "@sepconv/compat-v1";
import { type DType, type Tensor, tensor } from "@sepconv/core";
import { camelCase, type Json, optionsOf, untagged } from "./tagged-values.js";

/** What a program left behind. */
export interface ProgramState {
  readonly graphs: ReadonlyMap<string, v1.Graph>;
  readonly layers: ReadonlyMap<string, v1.layers.SeparableConv1D>;
  readonly outputs: ReadonlyMap<string, Tensor>;
  readonly reads: Readonly<Record<string, unknown>>;
  /** How often each layer with an activity regularizer was called. */
  readonly activities: ReadonlyMap<v1.layers.SeparableConv1D, number>;
  readonly error: { readonly at: readonly number[]; readonly cause: unknown } | null;
}

/** Runs the operations of a program in order, as the README of the vectors describes them. */
export function runProgram(program: readonly Json[]): ProgramState {
  const runner = new ProgramRunner();
  const main = new v1.Graph();
  runner.graphs.set("main", main);
  let error: ProgramState["error"] = null;
  try {
    main.asDefault(() => runner.run(program, []));
  } catch (cause) {
    error = { at: runner.place, cause };
  }
  return { ...runner, reads: runner.reads, error };
}

class ProgramRunner {
  readonly graphs = new Map<string, v1.Graph>();
  readonly layers = new Map<string, v1.layers.SeparableConv1D>();
  readonly outputs = new Map<string, Tensor>();
  readonly inputs = new Map<string, Tensor>();
  readonly scopes = new Map<string, unknown>();
  readonly activities = new Map<v1.layers.SeparableConv1D, number>();
  readonly entered: string[] = [];
  readonly reads: Record<string, unknown> = {};
  /** Where the program is: indices into the bodies. */
  place: readonly number[] = [];

  run(body: readonly Json[], outer: readonly number[]): void {
    for (const [index, step] of body.entries()) {
      const place = [...outer, index];
      this.place = place;
      this.#step(step, place);
    }
  }

  #step(step: Json, place: readonly number[]): void {
    const body = (step["body"] ?? []) as Json[];
    const inside = (): void => this.run(body, place);
    const layer = this.layers.get(String(step["layer"]));
    switch (step["op"]) {
      case "graph":
        this.#graph(String(step["name"])).asDefault(inside);
        return;
      case "variable_scope":
        this.#variableScope(step, inside);
        return;
      case "name_scope":
        v1.nameScope(step["name"] as string, inside);
        return;
      case "attempt":
        this.#attempt(step, inside);
        return;
      case "reuse_variables":
        v1.getVariableScope().reuseVariables();
        return;
      case "input":
        this.inputs.set(String(step["as"]), madeInput(step["shape"] as number[], step["dtype"]));
        return;
      case "functional":
        this.#functional(step);
        return;
      case "class":
        this.layers.set(String(step["as"]), new v1.layers.SeparableConv1D(this.#options(step) as never));
        return;
      case "get_variable":
        this.reads[String(step["as"])] = this.#getVariable(step).name;
        return;
      case "get_variable_scope": {
        const { name, reuse } = v1.getVariableScope();
        this.reads[String(step["as"])] = { name, reuse: reuse === v1.AUTO_REUSE ? "AUTO_REUSE" : reuse };
        return;
      }
      default:
        if (layer === undefined) throw new RangeError(`there is no layer ${step["layer"]}`);
        this.#layerStep(step, layer);
        return;
    }
  }

  #layerStep(step: Json, layer: v1.layers.SeparableConv1D): void {
    const keep = (value: unknown): void => {
      this.reads[String(step["as"])] = value;
    };
    switch (step["op"]) {
      case "call": {
        const scope = untagged(step["scope"], this.scopes) as string | undefined;
        const y = layer.apply(this.#input(step), scope === undefined ? {} : { scope });
        if (layer.activityRegularizer) this.activities.set(layer, (this.activities.get(layer) ?? 0) + 1);
        if (step["as"] !== undefined) this.outputs.set(String(step["as"]), y);
        return;
      }
      case "build":
        layer.build(step["shape"] as (number | null)[]);
        return;
      case "set":
        set(layer, String(step["attribute"]), untagged(step["value"]));
        return;
      case "get":
        keep(Reflect.get(layer, camelCase(String(step["attribute"]))));
        return;
      case "count_params":
        keep(layer.countParams());
        return;
      case "get_config":
        keep(layer.getConfig());
        return;
      case "get_losses_for":
        keep({ values: layer.getLossesFor(this.#known(step["input"])).map((loss) => loss.dataSync()[0]) });
        return;
      case "get_updates_for":
        keep({ count: layer.getUpdatesFor(this.#known(step["input"])).length });
        return;
      default:
        throw new RangeError(`there is no operation ${step["op"]}`);
    }
  }

  #graph(name: string): v1.Graph {
    const known = this.graphs.get(name) ?? new v1.Graph();
    this.graphs.set(name, known);
    return known;
  }

  #variableScope(step: Json, inside: () => void): void {
    const { op: _op, name: given, body: _body, as, ...options } = step;
    const name = untagged(given, this.scopes) as v1.ScopeName;
    v1.variableScope(name, optionsOf(options, this.scopes) as v1.VariableScopeOptions, (scope) => {
      this.entered.push(scope.name);
      this.reads["entered scopes"] = this.entered;
      if (as !== undefined) this.scopes.set(String(as), scope);
      inside();
    });
  }

  #attempt(step: Json, inside: () => void): void {
    try {
      inside();
      this.reads[String(step["as"])] = { error: null };
    } catch (error) {
      this.reads[String(step["as"])] = { error };
    }
  }

  #options(step: Json): Record<string, unknown> {
    const named = "name" in step ? { name: untagged(step["name"], this.scopes) } : {};
    return { ...optionsOf(step["args"], this.scopes), ...named };
  }

  #functional(step: Json): void {
    const reuse = "reuse" in step ? { reuse: untagged(step["reuse"]) } : {};
    const y = v1.layers.separableConv1d(this.#input(step), { ...this.#options(step), ...reuse } as never);
    if (step["as"] !== undefined) this.outputs.set(String(step["as"]), y);
  }

  #getVariable(step: Json): v1.Variable {
    const { op: _op, name, as: _as, ...options } = step;
    return v1.getVariable(String(name), optionsOf(options, this.scopes) as v1.VariableOptions);
  }

  #input(step: Json): Tensor {
    const { input } = step;
    return Array.isArray(input) ? madeInput(input as number[], step["dtype"]) : (this.#known(input) as Tensor);
  }

  #known(name: unknown): Tensor | null {
    if (name === null) return null;
    const known = this.inputs.get(String(name)) ?? this.outputs.get(String(name));
    if (known) return known;
    throw new RangeError(`there is no input ${name}`);
  }
}

function set(layer: v1.layers.SeparableConv1D, attribute: string, value: unknown): void {
  if (attribute === "activity_regularizer" && typeof value === "function") {
    layer.activityRegularizer = Object.assign(value, { className: "custom", getConfig: () => ({}) }) as never;
  } else Reflect.set(layer, camelCase(attribute), value);
}

/** Element i is ((37·i) mod 17 − 8) / 8. */
function madeInput(shape: number[], dtype: unknown): Tensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const values = Array.from({ length: size }, (_, index) => (((37 * index) % 17) - 8) / 8);
  return tensor(values, shape, (dtype ?? "float32") as DType);
}
