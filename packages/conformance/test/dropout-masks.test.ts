import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, dropoutMask, openDevice, RandomSource, withDevice } from "@sepconv/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const devices: { readonly [name: string]: () => Promise<Device> } = {
  cpu: async () => await openDevice(createCpuBackend()),
  wasm: async () => await openDevice(createWasmBackend()),
  "wasm, 2 threads": async () => await openDevice(createWasmBackend({ threads: 2 })),
  "wasm, 3 threads": async () => await openDevice(createWasmBackend({ threads: 3 })),
};

/** The mask by its definition, from the numbers that a stream gives on the host. */
function expected(source: RandomSource, count: number, rate: number): Float32Array {
  return Float32Array.from(source.uniform(count), (number) => (number < rate ? 0 : 1 / (1 - rate)));
}

describe.each(Object.keys(devices))("dropout masks on %s", (name) => {
  let device: Device;
  beforeAll(async () => {
    device = (await devices[name]?.()) as Device;
  });
  afterAll(() => device.dispose());

  // The last ones are large enough for threads.
  it.each([
    [1, 0.5],
    [30, 0.1],
    [1001, 0.25],
    [200_003, 0.3],
    [1_000_000, 0.8],
  ])("of %i elements are what the host's numbers make, call after call", (count, rate) => {
    const [source, host] = [new RandomSource(2 ** 40 + count), new RandomSource(2 ** 40 + count)];
    for (let call = 0; call < 2; call++) {
      const mask = withDevice(device, () => dropoutMask(source, [count], { rate }).dataSync());
      expect(Buffer.compare(Buffer.from(mask.buffer), Buffer.from(expected(host, count, rate).buffer))).toBe(0);
    }
  });

  it("go on beyond 2³² counters", () => {
    const [source, host] = [new RandomSource(3), new RandomSource(3)];
    for (const stream of [source, host]) stream.state = [3, 2 ** 32 - 10];
    const mask = withDevice(device, () => dropoutMask(source, [120], { rate: 0.5 }).dataSync());
    expect([...mask]).toEqual([...expected(host, 120, 0.5)]);
  });
});
