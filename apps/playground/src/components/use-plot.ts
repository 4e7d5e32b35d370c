import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { theme } from "../state/theme.js";

interface UsedPlot {
  /** Of the element that the chart fills. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly plot: { readonly current: uPlot | null };
}

/** A chart that fills its place, and is drawn anew in other colours; made again when something that it depends on changes. */
export function usePlot(make: (element: HTMLElement) => uPlot, dependencies: readonly unknown[]): UsedPlot {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = make(element);
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, dependencies);

  useSignalEffect(() => {
    theme.value;
    plot.current?.redraw(false);
  });

  return { place, plot };
}
