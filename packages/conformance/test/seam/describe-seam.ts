import { createCpuBackend } from "@sepconv/backend-cpu";
import { add, type Device, gradients, openDevice, sum, tensor, tidy, useDevice, withDevice } from "@sepconv/core";
import { SeparableConv1D } from "@sepconv/layers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** What a device promises beside its numbers. */
export interface SeamPromises {
  /** Whether weights are packed for its kernels. */
  readonly packs: boolean;
  /** Whether it computes in batches, and answers asynchronously. */
  readonly batches: boolean;
  /** The largest difference from the CPU. */
  readonly tolerance: number;
}

const filters = 8;
const ramp = (length: number, scale = 0.1) => Float32Array.from({ length }, (_, index) => Math.sin(index) * scale);
const input = (batch: number, steps: number) => tensor(ramp(batch * steps * 6), [batch, steps, 6]);

/**
 * Describes the tests of the seam on one device: what a layer's second call costs, what another shape costs, when
 * weights are packed, where values live.
 */
export function describeSeam(name: string, open: () => Promise<Device>, promises: SeamPromises): void {
  describe(`the seam on ${name}`, () => {
    let device: Device;
    let cpu: Device;
    // A device of its own for each test: what a test drops is collected some time after, and would change the counters.
    beforeEach(async () => {
      device = useDevice(await open());
      cpu = await openDevice(createCpuBackend());
    });
    afterEach(() => {
      device.dispose();
      cpu.dispose();
    });

    const layerWith = (kernelSize: number) => {
      const layer = new SeparableConv1D({ filters, kernelSize, padding: "same", strides: 2, activation: "relu" });
      layer.build([null, null, 6]);
      return layer;
    };

    /** What `compute` adds to the counters. */
    const cost = (compute: () => void) => {
      const before = device.statistics();
      compute();
      const after = device.statistics();
      const added = (counter: "plans" | "compilations" | "packs" | "allocations" | "launches") =>
        after[counter] - before[counter];
      return {
        plans: added("plans"),
        compilations: added("compilations"),
        packs: added("packs"),
        allocations: added("allocations"),
        launches: added("launches"),
      };
    };

    it("makes one allocation and one launch in a layer's second call, and nothing else", () => {
      const layer = layerWith(3);
      const x = input(2, 30);
      layer.apply(x);
      expect(cost(() => layer.apply(x))).toEqual({ plans: 0, compilations: 0, packs: 0, allocations: 1, launches: 1 });
    });

    it("plans and compiles nothing for another batch or length", () => {
      const layer = layerWith(4);
      layer.apply(input(2, 30));
      const other = cost(() => {
        layer.apply(input(5, 30));
        layer.apply(input(1, 101));
      });
      expect(other).toMatchObject({ plans: 0, compilations: 0, packs: 0 });
    });

    it("packs a weight once, again after an update, and gives the memory back with the weight", async () => {
      const layer = layerWith(5);
      const x = input(1, 20);
      const packedBefore = device.statistics().packedBytes;
      const first = cost(() => layer.apply(x));
      expect(first.packs > 0).toBe(promises.packs);
      const bytes = device.statistics().packedBytes;
      const y = await layer.apply(x).data();
      layer.pointwiseKernel.assign(new Float32Array(6 * filters).fill(0.5));
      const updated = cost(() => layer.apply(x));
      expect(updated.packs > 0).toBe(promises.packs);
      expect(device.statistics().packedBytes).toBe(bytes);
      expect(await layer.apply(x).data()).not.toEqual(y);
      layer.dispose();
      expect(device.statistics().packedBytes).toBe(packedBefore);
    });

    it("computes with the new value of a weight and differentiates with the old one", async () => {
      const layer = layerWith(3);
      const x = input(1, 20);
      const before = layer.getWeights();
      const [atOld] = gradients(() => {
        const y = sum(layer.apply(x));
        layer.setWeights(before.map((weight) => tensor(new Float32Array(weight.size).fill(0.25), weight.shape)));
        return y;
      }, [layer.pointwiseKernel]);
      const asNew = await sum(layer.apply(x)).data();
      layer.setWeights(before);
      const [again] = gradients(() => sum(layer.apply(x)), [layer.pointwiseKernel]);
      const [got, want] = [await atOld?.data(), await again?.data()];
      expect(got).toEqual(want);
      expect(asNew).not.toEqual(await sum(layer.apply(x)).data());
    });

    it("refuses to mix its values with another device's", () => {
      const x = layerWith(3).apply(input(1, 8));
      const y = withDevice(cpu, () => layerWith(3).apply(input(1, 8)));
      expect(() => add(x, y)).toThrow(
        `add: operands live on two devices; expected all of them on "${name}", got "cpu". Use tensor(await x.data(), x.shape).`,
      );
    });

    it("computes what the CPU computes, with the same weights", async () => {
      const layer = layerWith(9);
      const x = input(3, 41);
      const [here, there] = [layer.apply(x), withDevice(cpu, () => layer.apply(x))];
      const want = await there.data();
      (await here.data()).forEach((value, index) => {
        expect(Math.abs(value - (want[index] ?? Number.NaN))).toBeLessThanOrEqual(promises.tolerance);
      });
    });

    it("gives back everything between a scope's start and its result", async () => {
      const layer = layerWith(3);
      const x = input(1, 16);
      layer.apply(x).dispose();
      const before = device.statistics().liveBytes;
      for (let round = 0; round < 20; round++) tidy(() => layer.apply(x)).dispose();
      await device.flush();
      expect(device.statistics().liveBytes).toBe(before);
    });

    if (promises.batches) {
      it("submits work in batches, and reads asynchronously", async () => {
        const layer = layerWith(3);
        const x = input(1, 16);
        await layer.apply(x).data();
        const before = device.statistics();
        const results = Array.from({ length: 10 }, () => layer.apply(x));
        expect(device.statistics().submits).toBe(before.submits);
        await Promise.all(results.map((result) => result.data()));
        const after = device.statistics();
        expect(after.launches - before.launches).toBe(10);
        expect(after.submits - before.submits).toBeLessThanOrEqual(2 + results.length);
        expect(() => results[0]?.dataSync()).toThrow(
          `dataSync: the device "${name}" answers asynchronously. Use await tensor.data().`,
        );
      });
    } else {
      it("answers at once", () => {
        expect(layerWith(3).apply(input(1, 16)).dataSync()).toHaveLength(8 * filters);
      });
    }
  });
}
