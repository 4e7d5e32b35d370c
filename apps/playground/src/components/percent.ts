/** A share in percent, with a digit behind the point where it has one: `97.5 %`, `100 %`; its space does not break. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1).replace(".0", "")}\u00a0%`;
}
