/** A piece of code in a text that people read. */
export interface Example {
  /** The file that it stands in, from the root. */
  readonly file: string;
  /** 1-based line of the code's first line. */
  readonly line: number;
  readonly code: string;
  /** TypeScript is type-checked, JavaScript only runs. */
  readonly language: "ts" | "js";
}
