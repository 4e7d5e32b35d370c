import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";

export type Theme = "light" | "dark";

const key = "sepconv-theme";

/** What the reader chose; null while the system decides. */
const chosenTheme: Signal<Theme | null> = signal(null);
const systemTheme: Signal<Theme> = signal("light");

export const theme: ReadonlySignal<Theme> = computed(() => chosenTheme.value ?? systemTheme.value);

/** Takes up the kept choice, follows the system, and marks the document. */
export function startTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => {
    systemTheme.value = dark.matches ? "dark" : "light";
  };
  follow();
  dark.addEventListener("change", follow);
  chosenTheme.value = keptTheme();
  effect(() => {
    if (chosenTheme.value === null) document.documentElement.removeAttribute("data-theme");
    else document.documentElement.setAttribute("data-theme", chosenTheme.value);
  });
}

export function switchTheme(): void {
  chosenTheme.value = theme.value === "dark" ? "light" : "dark";
  try {
    localStorage.setItem(key, chosenTheme.value);
  } catch {
    // Storage is forbidden here; the choice lasts as long as the page.
  }
}

function keptTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(key);
    return kept === "light" || kept === "dark" ? kept : null;
  } catch {
    return null;
  }
}
