import { expect, it } from "vitest";
import { uniformLayout } from "./uniform-layout.js";

it("lays rows out before single numbers, each row as two vectors", () => {
  const layout = uniformLayout(["length", "axes"], ["extents"]);
  expect(layout.wgsl).toBe(
    [
      "struct Uniforms {",
      "  extents: array<vec4<u32>, 2>,",
      "  length: u32,",
      "  axes: u32,",
      "}",
      "@group(0) @binding(0) var<uniform> uniforms: Uniforms;",
      "fn extents(axis: u32) -> u32 { return uniforms.extents[axis / 4u][axis % 4u]; }",
    ].join("\n"),
  );
  expect([...layout.pack({ length: 6, axes: 2, extents: [2, 3] })]).toEqual([2, 3, 0, 0, 0, 0, 0, 0, 6, 2]);
});

it("keeps the bits of a negative number", () => {
  expect([...uniformLayout(["offset"]).pack({ offset: -1 })]).toEqual([0xffffffff]);
});
