/** Where channels stand: `[batch, steps, channels]` or `[batch, channels, steps]`. */
export const dataFormats = ["channelsLast", "channelsFirst"] as const;

export type DataFormat = (typeof dataFormats)[number];

/** The format as Keras writes it. */
export function dataFormatConfig(format: DataFormat): string {
  return format === "channelsLast" ? "channels_last" : "channels_first";
}
