/** The median time of one call in microseconds, over rounds of many calls. */
export async function medianMicroseconds(calls: number, run: () => void | Promise<void>, rounds = 15): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) await run();
    times.push(((performance.now() - start) * 1000) / calls);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

/** The same without waiting between calls. */
export function medianMicrosecondsSync(calls: number, run: () => void, rounds = 15): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) run();
    times.push(((performance.now() - start) * 1000) / calls);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}
