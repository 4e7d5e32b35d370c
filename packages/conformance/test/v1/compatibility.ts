import type { ErrorCase } from "./error-case.js";
import { differenceOf } from "./error-differences.js";
import { isJson, type Json } from "./tagged-values.js";

/** The sets of vectors of `tf.compat.v1`, parsed. */
export interface V1Sets {
  readonly numeric: readonly Json[];
  readonly errors: readonly ErrorCase[];
  readonly configs: readonly Json[];
  readonly programs: readonly Json[];
}

/** Every argument of the API page, in its order. */
const pageArguments =
  "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer pointwise_regularizer bias_regularizer activity_regularizer depthwise_constraint pointwise_constraint bias_constraint trainable name".split(
    " ",
  );

/** Every attribute and method of the API page, with the operations of programs that use it, and ours. */
const pageMembers: readonly {
  readonly member: string;
  readonly ours: string;
  readonly uses: (step: Json) => boolean;
}[] = [
  { member: "graph", ours: "graph", uses: reads("graph") },
  { member: "scope_name", ours: "scopeName", uses: reads("scope_name") },
  { member: "apply", ours: "apply", uses: ({ op }) => op === "call" || op === "functional" },
  { member: "convolution_op", ours: "convolutionOp", uses: () => false },
  { member: "get_losses_for", ours: "getLossesFor", uses: ({ op }) => op === "get_losses_for" },
  { member: "get_updates_for", ours: "getUpdatesFor", uses: ({ op }) => op === "get_updates_for" },
  { member: "build", ours: "build", uses: ({ op }) => op === "build" },
  { member: "count_params", ours: "countParams", uses: ({ op }) => op === "count_params" },
  { member: "get_config", ours: "getConfig", uses: ({ op }) => op === "get_config" },
  { member: "trainable", ours: "trainable", uses: ({ op, attribute }) => op === "set" && attribute === "trainable" },
  {
    member: "_scope, _reuse",
    ours: "_scope, _reuse",
    uses: ({ args }) => isJson(args) && ("_scope" in args || "_reuse" in args),
  },
  { member: "variable_scope", ours: "v1.variableScope", uses: ({ op }) => op === "variable_scope" },
  { member: "name_scope", ours: "v1.nameScope", uses: ({ op }) => op === "name_scope" },
  { member: "get_variable", ours: "v1.getVariable", uses: ({ op }) => op === "get_variable" },
  { member: "separable_conv1d", ours: "layers.separableConv1d", uses: ({ op }) => op === "functional" },
];

function reads(name: string): (step: Json) => boolean {
  return ({ op, attribute }) => op === "get" && attribute === name;
}

/** The page that says what was verified against which vectors. */
export function compatibilityPage({ numeric, errors, configs, programs }: V1Sets): string {
  const steps = programs.map(({ program }) => [...everyStep(program as readonly Json[])]);
  const passes = (args: unknown, name: string): boolean => isJson(args) && name in args;
  const rows = pageArguments.map((name) => {
    const inPrograms = steps.filter((each) =>
      each.some((step) => passes(step["args"], name) || passes(step, name)),
    ).length;
    const counts = [numeric, configs, errors].map((set) => set.filter(({ args }) => passes(args, name)).length);
    const differing = errors.filter((each) => passes(each.args, name) && differenceOf(each)).length;
    return `| \`${name}\` | ${camelCase(name)} | ${[...counts, inPrograms].join(" | ")} | ${differing || ""} |`;
  });
  const members = pageMembers.map(({ member, ours, uses }) => {
    const count = steps.filter((each) => each.some(uses)).length;
    return `| \`${member}\` | \`${ours}\` | ${count === 0 ? "unit tests alone" : `${count} programs`} |`;
  });
  const reasons = new Map<string, number>();
  for (const each of errors) {
    const reason = differenceOf(each);
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return `# Compatibility with tf.compat.v1.layers.SeparableConv1D

This page is written by \`packages/conformance/test/v1/compatibility.test.ts\`, which fails when it is not up to date. The vectors were made
by TensorFlow 2.15.1; every one of them runs as a test, and one that differs without a reason fails.

## Arguments

How many cases pass the argument, by set: values and gradients of the layer (\`v1-numeric\`), configurations and shapes (\`v1-config\`),
bad and odd arguments (\`v1-errors\`), names, scopes and losses (\`v1-programs\`); and how many of the errors differ on purpose.

| TensorFlow | here | values | configurations | errors | programs | differing errors |
|---|---|---|---|---|---|---|
${rows.join("\n")}

## Attributes, methods and functions

| TensorFlow | here | verified by |
|---|---|---|
${members.join("\n")}

## Errors that differ on purpose

| cases | why |
|---|---|
${[...reasons].map(([reason, count]) => `| ${count} | ${reason} |`).join("\n")}
`;
}

function camelCase(name: string): string {
  return `\`${name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}\``;
}

function* everyStep(body: readonly Json[]): Generator<Json> {
  for (const step of body) {
    yield step;
    if (Array.isArray(step["body"])) yield* everyStep(step["body"].filter(isJson));
  }
}
