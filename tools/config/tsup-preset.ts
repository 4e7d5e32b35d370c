import type { Options } from "tsup";

/**
 * How every public package is built: each source becomes one ES module in `dist`, for Node 20.19 and browsers, readable, with a
 * source map. Modules are kept apart so that a bundler can leave out every file that a page does not reach (`sideEffects: false`
 * works on files); one bundled file would bring along whatever runs at its top level.
 * Declarations come from `tsc -p tsconfig.build.json`, which runs after tsup.
 */
export const libraryPreset: Options = {
  entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/**/*.test-d.ts", "!src/**/*.d.ts"],
  bundle: false,
  format: ["esm"],
  platform: "neutral",
  target: "es2023",
  outDir: "dist",
  clean: true,
  dts: false,
  sourcemap: true,
  minify: false,
  silent: true,
};
