import type { Browser, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { openPage, predictionsOf } from "./open-page.js";

/** The colour behind the page, as `rgb(r, g, b)`. */
function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

const light = "rgb(247, 244, 237)";
const dark = "rgb(20, 23, 21)";

/** The page on a phone, in the dark, and by keyboard. */
export function describeAppearance(session: () => { readonly browser: Browser; readonly address: string }): void {
  describe("the page's looks", () => {
    test("at 360 px nothing scrolls sideways, and nothing jumps while it loads", async () => {
      const viewport = { width: 360, height: 740 };
      const { page } = await openPage(session().browser, session().address, { viewport }, () => {
        let shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if ("value" in entry) shift += Number(entry.value);
            Reflect.set(globalThis, "layoutShift", shift);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await predictionsOf(page, "wasm", 0);
      await page.getByTestId("time-wasm").filter({ hasText: "ms" }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      expect(await page.evaluate(() => Number(Reflect.get(globalThis, "layoutShift") ?? 0))).toBeLessThan(0.05);
      await page.context().close();
    });

    test("follows the system's colours until a reader chooses, and keeps the choice", async () => {
      const { page } = await openPage(session().browser, session().address, { colorScheme: "dark" });
      expect(await background(page)).toBe(dark);
      await page.getByRole("button", { name: "Light colours" }).click();
      expect(await background(page)).toBe(light);
      await page.reload();
      expect(await background(page)).toBe(light);
      await page.context().close();
      const other = await openPage(session().browser, session().address, { colorScheme: "light" });
      expect(await background(other.page)).toBe(light);
      await other.page.context().close();
    });

    test("every control is reached by Tab, in the order of reading, and has a name", async () => {
      const { page } = await openPage(session().browser, session().address);
      await predictionsOf(page, "wasm", 0);
      await page.getByTestId("device-webgpu").and(page.locator("[data-status=open]")).waitFor();
      const names: string[] = [];
      for (let press = 0; press < 7; press++) {
        await page.keyboard.press("Tab");
        names.push(
          await page.evaluate(() => {
            const focused = document.activeElement;
            const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : focused?.textContent;
            return focused?.getAttribute("aria-label") ?? label ?? "";
          }),
        );
      }
      expect(names).toEqual([
        "Dark colours",
        "Previous recording",
        "Recording",
        "Next recording",
        "WASM",
        expect.stringMatching(/^Recording 1: Standing/),
        expect.stringContaining("Open a .keras file"),
      ]);
      await page.context().close();
    });
  });
}
