import { createCpuBackend } from "@sepconv/backend-cpu";
import { SepconvError, useBackend } from "@sepconv/core";
import { type Dialect, initializers } from "@sepconv/layers";
import { beforeAll, expect, it } from "vitest";
import { readVectors, type VectorCase } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";
import { distanceTo, momentsOf, normalShare } from "./moments.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

it.each([
  { file: "keras3/initializers", dialect: "keras3", cases: 119 },
  { file: "tf215/v2-parts", dialect: "keras2", cases: 117 },
] as const)("initializers of $file are Keras'", async ({ file, dialect, cases: count }) => {
  const { json, data } = await readFromDisk(file);
  const cases = readVectors(file, json, data).filter(
    ({ fields }) => fields["initializer"] !== undefined || fields["kind"] === "initializer",
  );
  const differing = cases.flatMap((vectors) => {
    const difference = differenceOf(vectors, dialect);
    return difference === undefined ? [] : [`${vectors.id}: ${difference}`];
  });
  console.log(`${file} (initializers): ${cases.length} run, ${differing.length} differing, 0 pending`);
  expect(differing).toEqual([]);
  expect(cases.length).toBe(count);
});

/** What a random initializer must draw from, whichever library described it. */
interface Wanted {
  readonly distribution: string;
  readonly mean: number;
  /** Before truncation. */
  readonly stddev: number;
  readonly low: number;
  readonly high: number;
}

function differenceOf({ fields, tensors }: VectorCase, dialect: Dialect): string | undefined {
  const serialized = { class_name: fields["initializer"] ?? fields["class_name"], config: fields["args"] };
  const shape = fields["shape"] as number[];
  // TensorFlow's vectors made orthogonal matrices with a seed that is no argument of the case.
  const { seed } = (fields["config"] ?? {}) as { seed?: number | null };
  const make = () =>
    initializers.get({ ...serialized, config: { ...(fields["args"] as object), ...(seed && { seed }) } }, { dialect });
  if (fields["error"] !== undefined) return refuses(() => make()(shape)) ? undefined : "no error";
  const initializer = make();
  const config = fields["config"];
  if (config !== undefined && JSON.stringify(initializer.getConfig({ dialect })) !== JSON.stringify(config)) {
    return `config ${JSON.stringify(initializer.getConfig({ dialect }))}; expected ${JSON.stringify(config)}`;
  }
  const value = tensors["value"] ?? tensors["values"];
  if (value) return exactDifference([...initializer(shape).dataSync()], [...value.values]);
  if (fields["gram"] ?? fields["orthonormal"]) return orthogonalDifference(fields, [...initializer(shape).dataSync()]);
  return distributionDifference(fields, shape, make);
}

function exactDifference(got: readonly number[], want: readonly number[]): string | undefined {
  const index = want.findIndex((value, at) => !(Math.abs((got[at] ?? Number.NaN) - value) <= 1e-5));
  return index < 0 && got.length === want.length ? undefined : `[${index}] is ${got[index]}; expected ${want[index]}`;
}

function orthogonalDifference(fields: VectorCase["fields"], got: readonly number[]): string | undefined {
  const shape = fields["shape"] as number[];
  const { gain = 1 } = fields["args"] as { gain?: number };
  const columns = shape.at(-1) ?? 1;
  const rows = got.length / columns;
  const side = fields["gram"] ?? fields["orthonormal"];
  const vector = (index: number): number[] =>
    side === "columns"
      ? Array.from({ length: rows }, (_, row) => got[row * columns + index] ?? 0)
      : got.slice(index * columns, (index + 1) * columns);
  const count = side === "columns" ? columns : rows;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const other = vector(j);
      const product = vector(i).reduce((sum, element, index) => sum + element * (other[index] ?? 0), 0);
      if (Math.abs(product - (i === j ? gain * gain : 0)) > 1e-5) return `product ${i}, ${j} is ${product}`;
    }
  }
  return undefined;
}

function distributionDifference(
  fields: VectorCase["fields"],
  shape: number[],
  make: () => ReturnType<typeof initializers.get>,
): string | undefined {
  const wanted = wantedOf(fields);
  const values = Array.from({ length: 40 }, (_, seed) => [...make()(shape, { seed }).dataSync()]).flat();
  const { smallest, largest } = momentsOf(values);
  const slack = 1e-6 * Math.max(Math.abs(wanted.low), Math.abs(wanted.high));
  if (smallest < wanted.low - slack || largest > wanted.high + slack) return `values from ${smallest} to ${largest}`;
  // Larger distances than this one happen once in a million times.
  const distance = distanceTo(values, (value) => shareBelow(wanted, value));
  const allowed = 2.7 / Math.sqrt(values.length);
  return distance <= allowed ? undefined : `the distribution is ${distance} away; expected at most ${allowed}`;
}

function shareBelow({ distribution, mean, stddev, low, high }: Wanted, value: number): number {
  if (distribution === "uniform") return Math.min(1, Math.max(0, (value - low) / (high - low)));
  const share = normalShare((value - mean) / stddev);
  if (distribution === "normal") return share;
  const [least, most] = [normalShare((low - mean) / stddev), normalShare((high - mean) / stddev)];
  return (share - least) / (most - least);
}

function wantedOf(fields: VectorCase["fields"]): Wanted {
  const description = (fields["expected"] ?? fields) as Record<string, unknown>;
  const number = (name: string): number => (typeof description[name] === "number" ? description[name] : Number.NaN);
  const [below, above] = (description["bounds"] as (number | null)[] | undefined) ?? [number("low"), number("high")];
  const [low, high] = [below ?? Number.NaN, above ?? Number.NaN];
  const distribution = String(description["distribution"]);
  const truncated = distribution === "truncated_normal";
  return {
    distribution,
    mean: number("mean"),
    stddev: truncated ? (high - low) / 4 : number("stddev"),
    low: Number.isNaN(low) ? Number.NEGATIVE_INFINITY : low,
    high: Number.isNaN(high) ? Number.POSITIVE_INFINITY : high,
  };
}

function refuses(compute: () => unknown): boolean {
  try {
    compute();
    return false;
  } catch (error) {
    return error instanceof SepconvError;
  }
}
