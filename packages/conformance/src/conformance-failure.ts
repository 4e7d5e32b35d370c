/** A backend does not do what the contract says. */
export class ConformanceFailure extends Error {
  override readonly name = "ConformanceFailure";
}

/** @throws ConformanceFailure unless the condition holds. */
export function demand(condition: boolean, failure: string): asserts condition {
  if (!condition) throw new ConformanceFailure(failure);
}
