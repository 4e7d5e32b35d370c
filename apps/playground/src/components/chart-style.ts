import type uPlot from "uplot";

/** Reads a colour from the style sheet each time a chart draws. */
export type ColourOf = (name: string) => () => string;

/** Colours as the style sheet gives them to an element. */
export function coloursOf(element: HTMLElement): ColourOf {
  return (name) => () => getComputedStyle(element).getPropertyValue(name).trim();
}

/** What all axes of the page's charts have in common. */
export function axisStyle(colour: ColourOf): uPlot.Axis {
  return {
    stroke: colour("--chart-text"),
    font: "12px ui-sans-serif, system-ui, sans-serif",
    grid: { stroke: colour("--chart-grid"), width: 1 },
    ticks: { show: false },
    gap: 6,
  };
}
