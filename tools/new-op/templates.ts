import { unfilled } from "./find-missing.ts";

/** What the files of a new op are made of. */
export interface NewOp {
  /** In camelCase: "fooBar". */
  readonly name: string;
  /** In kebab-case: "foo-bar". */
  readonly basename: string;
  readonly fused: boolean;
}

/** The text of each new file, by its path from the root: an op `y = x` that compiles, to be made into what it should be. */
export function newFiles(op: NewOp): ReadonlyMap<string, string> {
  const { basename, fused } = op;
  return new Map([
    [`packages/backend/src/op-specs/${basename}.ts`, spec(op)],
    [`packages/core/src/ops/${basename}.ts`, coreOp(op)],
    [`packages/core/src/ops/${basename}.gradient.ts`, gradient(op)],
    ...(fused ? ([[`packages/core/src/ops/${basename}.definition.ts`, definition(op)]] as const) : []),
    [`packages/backend-cpu/src/kernels/${basename}.ts`, cpuKernel(op)],
    [`packages/conformance/src/reference/${basename}.ts`, reference(op)],
    [`packages/conformance/src/cases/${basename}.ts`, cases(op)],
  ]);
}

/** fooBar → FooBar, the name of the op's type */
export function typeName(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function spec({ name, fused }: NewOp): string {
  const type = typeName(name);
  return `import type { OpSpec } from "./op-spec.js";

/** ${unfilled}: \`y[i] = x[i]\`. Shapes of operands and outputs, what happens at the edges, over no elements, with NaN. */
export interface ${type} {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  dynamic: object;
}

export const ${name}Spec: OpSpec<"${name}", ${type}["inputs"]> = {
  name: "${name}",
  kind: "${fused ? "fused" : "primitive"}",
  staticAxes: {},
};
`;
}

function coreOp({ name, basename, fused }: NewOp): string {
  return `import { ${name}Spec } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";
${fused ? `import { ${name}Definition } from "./${basename}.definition.js";\n` : ""}
/**
 * ${unfilled}: \`y = x\`, with shapes and edges.
 *
 * @throws ShapeError where …
 * @see the page of TensorFlow, or the paper
 * @example
 * ${name}(tensor([1, 2])).dataSync(); // [1, 2]
 */
export function ${name}(x: Tensor): Tensor {
  checkTensor("${name}", "x", x);
  const call = { spec: ${name}Spec, attrs: {}, dynamic: {}, inputs: { x }, outputShapes: { y: x.shape } };
  return execute(call${fused ? `, ${name}Definition` : ""}).y;
}
`;
}

function gradient({ name }: NewOp): string {
  return `import type { GradientRule } from "../autodiff/gradient-rule.js";

/** ${unfilled}: dx = dy */
export const ${name}Gradient: GradientRule<"${name}"> = ({ gradients }) => ({ x: gradients.y });
`;
}

function definition({ name }: NewOp): string {
  return `import type { Definition } from "../engine/op-call.js";
import { mul } from "./binary.js";

/** ${unfilled}: x · 1, in primitives */
export const ${name}Definition: Definition<"${name}"> = ({ inputs: { x } }) => ({ y: mul(x, 1) });
`;
}

function cpuKernel({ name }: NewOp): string {
  return `import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/** ${unfilled}: \`y[i] = x[i]\` */
export const ${name}: Kernel<"${name}", CpuContext> = () => {
  return ({ x }, { y }) => {
    const input = elementsOf(x);
    const output = elementsOf(y);
    for (let i = 0; i < output.length; i++) output[i] = input[i]!;
  };
};
`;
}

function reference({ name }: NewOp): string {
  return `import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/** ${unfilled}: \`y[i] = x[i]\`, straight from the formula, in float64. */
export function ${name}({ inputs: { x } }: OpCase<"${name}">): ReferenceOutputs<"${name}"> {
  return { y: { values: x.values.slice(), terms: 0, final: { kind: "move" } } };
}
`;
}

function cases({ name }: NewOp): string {
  return `import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { shapes, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

// ${unfilled}: the edges of the op, each by its name; NaN and ∞ with \`nonFinite: true\`.
const curated: readonly OpCase<"${name}">[] = [${name}Case([], 1), ${name}Case([7], 2), ${name}Case([2, 3, 4], 3)];

const random = fc
  .record({ shape: shapes(5, 6), seed: valueSeed })
  .map(({ shape, seed }) => ${name}Case(shape, seed));

export const ${name}: CaseSet<"${name}"> = { curated, random };

function ${name}Case(shape: Shape, seed: number): OpCase<"${name}"> {
  const name = \`[\${shape}], seed \${seed}\`;
  return { name, attrs: {}, dynamic: {}, inputs: { x: uniform(shape, seed) }, outputs: { y: shape } };
}
`;
}
