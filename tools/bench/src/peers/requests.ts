/** What the main process asks of a child, one at a time. */
export type Request =
  | { readonly kind: "open" }
  | { readonly kind: "prepare"; readonly network: string; readonly milliseconds: number }
  | { readonly kind: "output" }
  | { readonly kind: "measure" }
  | { readonly kind: "release" };

/** What each request is answered with. */
export interface Answers {
  /** The runtime's description. */
  readonly open: string;
  readonly prepare: null;
  readonly output: Float32Array;
  /** Microseconds of one call, over a batch of them. */
  readonly measure: number;
  readonly release: null;
}

export type Reply =
  | { readonly ok: true; readonly value: Answers[Request["kind"]] }
  | { readonly ok: false; readonly problem: string };
