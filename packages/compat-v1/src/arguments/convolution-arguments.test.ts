import { expect, it } from "vitest";
import { dataFormatConfig, dataFormatFrom, filtersFrom, paddingFrom } from "./convolution-arguments.js";

it("filters lose their fraction; null waits", () => {
  expect([filtersFrom("layer", 2.7), filtersFrom("layer", true), filtersFrom("layer", null)]).toEqual([2, 1, null]);
});

it.each([0, -1, 0.5, "4", [4], Number.NaN, Number.POSITIVE_INFINITY, undefined])("%j are no filters", (value) => {
  expect(() => filtersFrom("layer", value)).toThrow(
    "layer: filters is not valid; expected a whole number of at least 1, got",
  );
});

it("paddings come in any case; a list passes for now", () => {
  expect([paddingFrom("layer", "SAME"), paddingFrom("layer", "cAuSaL"), paddingFrom("layer", ["valid"])]).toEqual([
    "same",
    "causal",
    ["valid"],
  ]);
  expect(() => paddingFrom("layer", "valid ")).toThrow(
    'layer: padding is unknown; expected "valid", "same" or "causal", got "valid ".',
  );
});

it("data formats come in any case, or in camelCase", () => {
  expect([null, undefined, "CHANNELS_LAST", "channelsLast"].map((format) => dataFormatFrom("layer", format))).toEqual(
    Array(4).fill("channelsLast"),
  );
  expect(dataFormatConfig(dataFormatFrom("layer", "channelsFirst"))).toBe("channels_first");
  expect(() => dataFormatFrom("layer", "NWC")).toThrow(
    'layer: dataFormat is unknown; expected "channels_last" or "channels_first", got "NWC".',
  );
});
