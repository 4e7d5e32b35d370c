import { beforeEach, describe, expect, it } from "vitest";
import * as v1 from "../index.js";

const w = { shape: [2], initializer: "ones" } as const;

beforeEach(() => v1.resetDefaultGraph());

describe("variableScope", () => {
  it("puts names together and gives back what its body gives", () => {
    const name = v1.variableScope("a", () => v1.variableScope("b/c", () => v1.getVariable("w", w).name));
    expect(name).toBe("a/b/c/w:0");
    expect(v1.getVariableScope().name).toBe("");
  });

  it("hands reuse on to scopes below, where false says nothing", () => {
    const reuse = (options: v1.VariableScopeOptions): v1.Reuse =>
      v1.variableScope("t", options, () => v1.getVariableScope().reuse);
    expect([{}, { reuse: true }, { reuse: v1.AUTO_REUSE }].map(reuse)).toEqual([false, true, v1.AUTO_REUSE]);
    v1.variableScope("s", { reuse: true }, () => {
      expect([{}, { reuse: false }, { reuse: v1.AUTO_REUSE }].map(reuse)).toEqual([true, true, v1.AUTO_REUSE]);
    });
    v1.variableScope("s", (scope) => {
      scope.reuseVariables();
      expect([{}, { reuse: null }].map(reuse)).toEqual([true, true]);
    });
  });

  it("enters a scope object as it stands, with the defaults it was made with", () => {
    const scope = v1.variableScope("s", { initializer: "ones", dtype: "float64" }, (made) => made);
    const made = v1.variableScope("elsewhere", () =>
      v1.variableScope(scope, (again) => {
        expect([again.name, again.originalNameScope]).toEqual(["s", "s/"]);
        return v1.getVariable("w", { shape: [2] });
      }),
    );
    expect([made.name, made.dtype, [...made.dataSync()]]).toEqual(["s/w:0", "float64", [1, 1]]);
  });

  it("numbers default names until the scope around is left; a scope object counts apart", () => {
    const block = (): string => v1.variableScope(null, { defaultName: "block" }, ({ name }) => name);
    expect([block(), block()]).toEqual(["block", "block_1"]);
    const scope = v1.variableScope("s", (made) => {
      expect([block(), block()]).toEqual(["s/block", "s/block_1"]);
      return made;
    });
    expect(v1.variableScope("s", block)).toBe("s/block");
    expect([v1.variableScope(scope, block), v1.variableScope(scope, block)]).toEqual(["s/block", "s/block"]);
  });

  it("asks the inner getter first, which finds the outer one behind it", () => {
    const asked: string[] = [];
    const getter =
      (mark: string): v1.CustomGetter =>
      (next, name, options) => {
        asked.push(`${mark} ${name}`);
        return next(`${name}_${mark}`, options);
      };
    const made = v1.variableScope("s", { customGetter: getter("outer") }, () =>
      v1.variableScope("t", { customGetter: getter("inner") }, () => v1.getVariable("w", w)),
    );
    expect(asked).toEqual(["inner s/t/w", "outer s/t/w_inner"]);
    expect(made.name).toBe("s/t/w_inner_outer:0");
  });

  it("is left when its body throws", () => {
    const fail = (): never => {
      throw new RangeError("stop");
    };
    expect(() => v1.variableScope("s", () => v1.variableScope("t", fail))).toThrow("stop");
    expect(v1.getVariableScope().name).toBe("");
    expect(v1.variableScope("s", () => v1.variableScope(null, { defaultName: "t" }, ({ name }) => name))).toBe("s/t");
  });

  it.each([
    [
      () => v1.variableScope(null, { defaultName: "block", reuse: true }, () => {}),
      "variableScope: reuse needs a name or a scope; expected defaultName without reuse, got true.",
    ],
    [
      () => v1.variableScope(5 as never, () => {}),
      "variableScope: name is not valid; expected a string, a variable scope, or null, got 5.",
    ],
    [
      () => v1.variableScope("s", { dtype: "float16" as never }, () => {}),
      'variableScope: dtype is unknown; expected "float32", got "float16".',
    ],
    [
      () => v1.variableScope("s", { resue: true } as never, () => {}),
      'variableScope: unknown option "resue"; expected "defaultName", "reuse", "initializer", "regularizer", "constraint", "customGetter", "dtype", "useResource", "auxiliaryNameScope".',
    ],
  ])("refuses what it cannot understand: %#", (compute, message) => {
    expect(compute).toThrow(expect.objectContaining({ message }));
  });
});

describe("nameScope", () => {
  it("leaves the names of variables alone", () => {
    expect(v1.nameScope("x", (scope) => [scope, v1.getVariable("w", w).name])).toEqual(["x/", "w:0"]);
  });

  it("says where a variable scope was made", () => {
    const original = (): string => v1.variableScope("s", ({ originalNameScope }) => originalNameScope);
    expect([original(), original(), v1.nameScope("x", original)]).toEqual(["s/", "s_1/", "x/s/"]);
  });
});

describe("graphs", () => {
  it("nest, and have scopes, names and counts of their own", () => {
    const [outer, inner] = [new v1.Graph(), new v1.Graph()];
    outer.asDefault(() =>
      v1.variableScope("s", { reuse: v1.AUTO_REUSE }, () => {
        inner.asDefault((graph) => {
          expect([v1.getDefaultGraph() === graph, v1.getVariableScope().name]).toEqual([true, ""]);
          v1.getVariable("w", w);
        });
        expect(v1.getVariableScope().name).toBe("s");
        v1.getVariable("v", w);
      }),
    );
    const names = (): string[] => v1.globalVariables().map(({ name }) => name);
    expect([outer.asDefault(names), inner.asDefault(names), names()]).toEqual([["s/v:0"], ["w:0"], []]);
  });

  it("cannot be reset inside of another, or run what goes on later", () => {
    expect(() => new v1.Graph().asDefault(() => v1.resetDefaultGraph())).toThrow(
      "resetDefaultGraph: another graph is the default one here. Call it outside of asDefault().",
    );
    expect(() => new v1.Graph().asDefault(async () => {})).toThrow(
      "Graph.asDefault: the function returned a promise; expected a function that runs synchronously. Await outside of it.",
    );
  });
});
