import type { ProgramState } from "./run-program.js";
import { isJson, type Json } from "./tagged-values.js";

/** Why a program's outcome differs from TensorFlow's on purpose, and which parts of it may. */
export interface Difference {
  readonly why: string;
  readonly where: RegExp;
}

/** The difference that a program must show; undefined where there may be none. */
export function differenceOnPurpose(program: readonly Json[], { activities }: ProgramState): Difference | undefined {
  if ([...everyStep(program)].some(({ dtype }) => dtype === "float16")) {
    return { why: "float16 does not exist here", where: /./ };
  }
  if ([...activities.values()].some((calls) => calls > 1)) {
    return { why: "a layer keeps the activity loss of its latest call, not of every call", where: /losses|values/ };
  }
  return undefined;
}

function* everyStep(body: readonly Json[]): Generator<Json> {
  for (const step of body) {
    yield step;
    if (Array.isArray(step["body"])) yield* everyStep(step["body"].filter(isJson));
  }
}
