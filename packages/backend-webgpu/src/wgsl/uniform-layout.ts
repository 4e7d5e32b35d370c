import { maxRank } from "@sepconv/backend";

/**
 * The numbers that a shader gets at launch: single ones, and rows with one number for each axis. Described once, for
 * the shader and for the host.
 */
export interface UniformLayout<Scalar extends string, Row extends string> {
  /** The binding, and for each row a function from axis to number. */
  readonly wgsl: string;
  /** The numbers as the shader expects them; a row may be shorter than `maxRank`. Negative numbers arrive as i32 bits. */
  pack(values: Readonly<Record<Scalar, number>> & Readonly<Record<Row, readonly number[]>>): Uint32Array;
}

/**
 * @example
 * const uniforms = uniformLayout(["length"], ["extents"]);
 * uniforms.wgsl; // … uniforms.length is a u32, extents(axis) gives one number of the row
 * uniforms.pack({ length: 6, extents: [2, 3] });
 */
export function uniformLayout<const Scalar extends string, const Row extends string = never>(
  scalars: readonly Scalar[],
  rows: readonly Row[] = [],
): UniformLayout<Scalar, Row> {
  const members = [
    ...rows.map((row) => `${row}: array<vec4<u32>, ${maxRank / 4}>`),
    ...scalars.map((name) => `${name}: u32`),
  ];
  const wgsl = [
    `struct Uniforms {\n  ${members.join(",\n  ")},\n}`,
    "@group(0) @binding(0) var<uniform> uniforms: Uniforms;",
    ...rows.map((row) => `fn ${row}(axis: u32) -> u32 { return uniforms.${row}[axis / 4u][axis % 4u]; }`),
  ].join("\n");
  return {
    wgsl,
    pack(values) {
      const words = new Uint32Array(rows.length * maxRank + scalars.length);
      rows.forEach((row, index) => {
        words.set(values[row], index * maxRank);
      });
      scalars.forEach((scalar, index) => {
        words[rows.length * maxRank + index] = values[scalar];
      });
      return words;
    },
  };
}
