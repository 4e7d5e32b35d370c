/** One named part of `npm test`. */
export interface Step {
  readonly name: string;
  /** What the step shows, for the summary and for `npm test -- --list`. */
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Steps that must have passed before. */
  readonly needs: readonly string[];
  /** Runs alone, because it uses every core or measures time or memory; its output appears as it comes. */
  readonly alone: boolean;
  /** The step's output is worth reading when it passed, too. */
  readonly verbose: boolean;
  /** The vitest project that the step runs; its report gives the counts. */
  readonly project?: string;
  /** Folders and endings of the test files that need a browser; counted as skipped where there is none. */
  readonly browserTests?: { readonly folder: string; readonly ending: string };
}

/** The folder that reports are written to, from the root; git ignores it. */
export const REPORT_FOLDER = ".check";

function vitest(project: string): readonly [string, ...string[]] {
  const report = `${REPORT_FOLDER}/${project}.json`;
  return [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
}

const quick = { needs: [], alone: false, verbose: false } as const;

/** Every step, in the order in which they start. Two run at a time unless a step runs alone. */
export const steps: readonly Step[] = [
  {
    ...quick,
    name: "lint",
    title: "format and lint (Biome)",
    command: ["biome", "ci", "--error-on-warnings", "--colors=off"],
  },
  { ...quick, name: "wasm", title: "AssemblyScript to WebAssembly", command: turbo("wasm") },
  {
    ...quick,
    name: "boundaries",
    title: "the arrows between packages",
    command: ["node", "tools/boundaries/check-boundaries.ts"],
  },
  {
    ...quick,
    name: "ops",
    title: "every op has its files, each under its name",
    command: ["node", "tools/new-op/new-op.ts", "--check"],
  },
  { ...quick, name: "types", title: "TypeScript", command: turbo("typecheck", "typecheck:tools"), needs: ["wasm"] },
  { ...quick, name: "build", title: "packages and page", command: turbo("build"), needs: ["wasm"] },
  {
    ...quick,
    name: "packages",
    title: "publint, are the types wrong, import in the oldest Node",
    command: ["node", "tools/packages/check-packages.ts"],
    needs: ["build"],
  },
  {
    ...quick,
    name: "sizes",
    title: "gzipped sizes against their budgets",
    command: ["node", "tools/size/size.ts", "--built"],
    needs: ["build"],
    verbose: true,
  },
  {
    name: "node",
    title: "unit tests and conformance in Node",
    command: vitest("node"),
    needs: ["wasm"],
    alone: true,
    verbose: true,
    project: "node",
  },
  {
    name: "browser",
    title: "WebGPU and browser tests in Chromium",
    command: vitest("browser"),
    needs: ["wasm"],
    alone: true,
    verbose: true,
    project: "browser",
    browserTests: { folder: "packages", ending: ".browser.test.ts" },
  },
  {
    name: "page",
    title: "the playground in Chromium",
    command: vitest("page"),
    needs: ["build"],
    alone: true,
    verbose: true,
    project: "page",
    browserTests: { folder: "apps/playground/test", ending: ".test.ts" },
  },
  {
    ...quick,
    name: "docs-types",
    title: "types of the code in READMEs and doc comments",
    command: ["node", "tools/docs/check-docs-types.ts"],
    needs: ["wasm"],
  },
  {
    name: "docs",
    title: "the code in READMEs and doc comments",
    command: vitest("docs"),
    needs: ["wasm"],
    alone: true,
    verbose: true,
    project: "docs",
  },
];

function turbo(...tasks: string[]): readonly [string, ...string[]] {
  return ["turbo", "run", ...tasks, "--output-logs=errors-only", "--continue=dependencies-successful"];
}

/**
 * The steps that were asked for together with everything that they need, in the table's order.
 *
 * @param names names of steps; none means all
 * @throws Error naming the step that does not exist
 */
export function selectSteps(names: readonly string[], table: readonly Step[] = steps): readonly Step[] {
  if (names.length === 0) return table;
  const selected = new Set<string>();
  const add = (name: string): void => {
    const step = table.find((candidate) => candidate.name === name);
    if (step === undefined) {
      const known = table.map((candidate) => candidate.name).join(", ");
      throw new Error(`npm test: unknown step; expected one of ${known}, or a path that exists, got "${name}".`);
    }
    for (const needed of step.needs) add(needed);
    selected.add(name);
  };
  for (const name of names) add(name);
  return table.filter((step) => selected.has(step.name));
}
