/** What losses and metrics have counted in an epoch so far. */
export interface Counts {
  /** Totals and weights of the means: of the loss, then of each output's. */
  readonly means: readonly (readonly [total: number, weight: number])[];
  /** The elements of each variable of each metric. */
  readonly metrics: readonly (readonly (readonly number[])[])[];
}
