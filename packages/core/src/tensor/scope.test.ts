import { RecordingBackend } from "@sepconv/backend-recording";
import { beforeEach, describe, expect, it } from "vitest";
import { useBackend } from "../engine/device.js";
import { relu } from "../ops/unary.js";
import { zeros } from "./create-tensor.js";
import { tidy } from "./scope.js";
import type { Tensor } from "./tensor.js";
import { variable } from "./variable.js";

beforeEach(async () => {
  await useBackend(new RecordingBackend());
});

describe("tidy", () => {
  it("disposes all but what is returned, however it is nested", () => {
    const inside: Tensor[] = [];
    const make = () => {
      const made = relu(zeros([1]));
      inside.push(made);
      return made;
    };
    const { a, list } = tidy(() => {
      make();
      return { a: make(), list: [make(), { deep: make() }] };
    });
    expect(inside.map((made) => made.disposed)).toEqual([true, false, false, false]);
    expect(inside).toContain(a);
    expect(list).toHaveLength(2);
  });

  it("hands results to the scope around it", () => {
    let inner: Tensor | undefined;
    tidy(() => {
      inner = tidy(() => relu(zeros([1])));
      expect(inner.disposed).toBe(false);
    });
    expect(inner?.disposed).toBe(true);
  });

  it("keeps variables", () => {
    const weight = tidy(() => {
      const made = variable([1]);
      relu(made);
      return made;
    });
    expect(weight.disposed).toBe(false);
  });

  it("disposes everything when the function throws", () => {
    let made: Tensor | undefined;
    expect(() =>
      tidy(() => {
        made = relu(zeros([1]));
        throw new Error("on purpose");
      }),
    ).toThrow("on purpose");
    expect(made?.disposed).toBe(true);
  });

  it("refuses a function that returns a promise", () => {
    expect(() => tidy(async () => 1)).toThrow(
      "tidy: the function returned a promise; expected a function that computes synchronously. Await outside of tidy().",
    );
  });
});
