import { schedules } from "@sepconv/layers";
import { expect, it } from "vitest";
import { readVectors } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";

it("learning-rate schedules are Keras'", async () => {
  const { json, data } = await readFromDisk("keras3/schedules");
  const cases = readVectors("keras3/schedules", json, data);
  const differing = cases.flatMap(({ id, fields, tensors }) => {
    const schedule = schedules.get({ class_name: fields["schedule"], config: fields["args"] });
    const steps = [...(tensors["steps"]?.values ?? [])];
    const wrong = steps.findIndex((step, index) => {
      const want = tensors["value"]?.values[index] ?? Number.NaN;
      return !(Math.abs(schedule(step) - want) <= 2e-7 + 2e-6 * Math.abs(want));
    });
    return wrong < 0
      ? []
      : [`${id}: step ${steps[wrong]}, ${schedule(steps[wrong] ?? 0)}; expected ${tensors["value"]?.values[wrong]}`];
  });
  console.log(`keras3/schedules: ${cases.length} run, ${differing.length} differing, 0 pending`);
  expect(differing).toEqual([]);
  expect(cases.length).toBe(15);
});
