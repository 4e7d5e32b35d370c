import { type PoolKind, poolKinds } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { ordinarySizes, walk } from "./conv-sizes.js";
import { uniform } from "./values.js";

interface PoolSizes {
  readonly kind: PoolKind;
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: "valid" | "same";
}

const ordinary = { batch: 2, steps: 11, channels: 3, size: 3, stride: 2, padding: "same" } as const;

const curated: readonly OpCase<"pool">[] = poolKinds.flatMap((kind) => [
  ...(["valid", "same"] as const).flatMap((padding) =>
    [1, 2, 3, 5].flatMap((size) =>
      [1, 2, 4].map((stride) => poolCase({ ...ordinary, kind, padding, size, stride }, size)),
    ),
  ),
  poolCase({ ...ordinary, kind, steps: 1, size: 4 }, 1),
  poolCase({ ...ordinary, kind, steps: 70, channels: 33, batch: 1 }, 2),
  nanInput(kind),
]);

const random = fc
  .record({
    kind: fc.constantFrom(...poolKinds),
    batch: extent(3),
    steps: extent(20),
    channels: extent(6),
    size: extent(6),
    stride: extent(5),
    padding: fc.constantFrom("valid" as const, "same" as const),
    seed: valueSeed,
  })
  .filter((sizes) => windowOf(sizes).outputSteps > 0)
  .map(({ seed, ...sizes }) => poolCase(sizes, seed));

export const pool: CaseSet<"pool"> = { curated, random };

function windowOf({ steps, size, stride, padding }: PoolSizes): { padLeft: number; outputSteps: number } {
  return walk({ ...ordinarySizes, steps, kernelSize: size, stride, dilation: 1, padding });
}

function poolCase(sizes: PoolSizes, seed: number): OpCase<"pool"> {
  const { kind, batch, steps, channels, size, stride, padding } = sizes;
  const { padLeft, outputSteps } = windowOf(sizes);
  return {
    name: `${kind} [${batch}, ${steps}, ${channels}] ${padding}, size ${size} stride ${stride}, seed ${seed}`,
    attrs: { kind, size, stride },
    dynamic: { padLeft },
    inputs: { x: uniform([batch, steps, channels], seed, 2) },
    outputs: { y: [batch, outputSteps, channels] },
  };
}

/** NaN in one input element: every window that holds it is NaN. */
function nanInput(kind: PoolKind): OpCase<"pool"> {
  const without = poolCase({ ...ordinary, kind }, 7);
  const values = without.inputs.x.values.slice();
  values[7] = Number.NaN;
  return {
    ...without,
    name: `${kind}, NaN in one step`,
    inputs: { x: { shape: without.inputs.x.shape, values } },
    nonFinite: true,
  };
}
