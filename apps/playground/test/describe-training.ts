import type { Browser, Locator, Page } from "playwright";
import { describe, expect, test } from "vitest";
import { openPage, predictionsOf } from "./open-page.js";

/** Starts a training from a seed. */
async function train(page: Page, net: string, backend: string, seed: number): Promise<void> {
  await page.getByTestId(`train-net-${net}`).check();
  await page.getByTestId("train-backend").selectOption(backend);
  await page.getByTestId("train-seed").fill(String(seed));
  await page.getByTestId("train-start").click();
}

/** Waits until a chart has so many points. */
async function points(chart: Locator, least: number): Promise<void> {
  await expect
    .poll(async () => Number(await chart.getAttribute("data-points")), { timeout: 20_000 })
    .toBeGreaterThan(least);
}

/** A share that the page shows. */
async function shareIn(element: Locator): Promise<number> {
  return Number(/([\d.]+)\s%/.exec((await element.textContent()) ?? "")?.[1] ?? Number.NaN) / 100;
}

/** Training in the page: in a worker, with curves, until it ends or is stopped. */
export function describeTraining(session: () => { readonly browser: Browser; readonly address: string }): void {
  describe("the Train panel", () => {
    test("trains with curves in a worker, stops, and trains again to a net that the page can use", {
      timeout: 120_000,
    }, async () => {
      const { page, troubles } = await openPage(session().browser, session().address);
      await predictionsOf(page, "wasm", 0);
      expect(page.workers()).toHaveLength(0);
      await train(page, "motion", "cpu", 1);
      const [loss, accuracy] = [page.getByTestId("training-loss"), page.getByTestId("training-accuracy")];
      await points(loss, 3);
      const before = await accuracy.getByRole("img").getAttribute("aria-label");
      await points(accuracy, 6);
      expect(await accuracy.getByRole("img").getAttribute("aria-label")).not.toBe(before);
      expect(await accuracy.locator("canvas").count()).toBe(1);
      expect(page.workers()).toHaveLength(1);

      // The page answers while it trains.
      await page.getByRole("button", { name: "Next recording" }).click();
      await predictionsOf(page, "wasm", 1);
      expect(await page.getByTestId("train-net-vowels").isDisabled()).toBe(true);

      await page.getByTestId("train-stop").click();
      const status = page.getByTestId("training-status");
      await status
        .filter({ hasText: /^Stopped after \d+ epochs, in [\d.]+ s: [\d.]+\s% of the test split right\.$/ })
        .waitFor();
      expect(page.workers()).toHaveLength(0);
      expect(await page.getByTestId("confusion").locator("tbody td").count()).toBe(16);
      const counts = await page.getByTestId("confusion").locator("tbody td").allTextContents();
      expect(counts.reduce((total, count) => total + Number(count), 0)).toBe(40);

      await train(page, "motion", "wasm", 2);
      await status.filter({ hasText: /^Trained motion on WASM from seed 2/ }).waitFor({ timeout: 50_000 });
      expect(await loss.getAttribute("data-points")).toBe("120");
      expect(await shareIn(page.getByTestId("training-result"))).toBeGreaterThan(0.9);
      expect(page.workers()).toHaveLength(0);

      const right = await shareIn(page.getByTestId("training-result"));
      await page.getByTestId("use-trained").click();
      await page.getByTestId("model-summary").filter({ hasText: "from this page's training, seed 2" }).waitFor();
      await page.getByTestId("accuracy").filter({ hasText: "% accuracy on WASM" }).waitFor();
      expect(await page.getByTestId("accuracy").textContent()).toContain(`${Math.round(40 * right)} of 40 right`);
      expect(await page.getByTestId("use-trained").textContent()).toBe("In use above");
      expect(troubles).toEqual([]);
      await page.context().close();
    });

    test("trains each net, from a seed to the same numbers, and fits a phone", { timeout: 120_000 }, async () => {
      const viewport = { width: 360, height: 740 };
      const { page, troubles } = await openPage(session().browser, session().address, { viewport });
      const beginnings: string[] = [];
      for (const net of ["vowels", "heartbeat", "vowels"]) {
        await train(page, net, "wasm", 3);
        const chart = page.getByTestId("training-loss").getByRole("img", { name: /, test from/ });
        await chart.waitFor({ timeout: 40_000 });
        const told = await chart.getAttribute("aria-label");
        beginnings.push(
          /^Loss: training from ([\d.]+) to .+, test from ([\d.]+) to/
            .exec(told ?? "")
            ?.slice(1)
            .join() ?? "",
        );
        await page.getByTestId("train-stop").click();
        await page.getByTestId("training-result").waitFor();
        expect(await shareIn(page.getByTestId("training-result"))).toBeGreaterThan(0.1);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      }
      expect(beginnings[0]).toMatch(/^\d\.\d+,\d\.\d+$/);
      expect(beginnings[2]).toBe(beginnings[0]);
      expect(beginnings[1]).not.toBe(beginnings[0]);
      expect(troubles).toEqual([]);
      await page.context().close();
    });

    test("says why a net cannot be trained, and can be stopped before it began", async () => {
      const { page } = await openPage(session().browser, session().address);
      await page.route("**/vowels/train.bin", (route) => route.fulfill({ status: 404 }));
      await train(page, "vowels", "wasm", 1);
      const notice = page.getByTestId("training-refusal");
      await notice.waitFor();
      expect(await notice.locator(".refusal-reason").textContent()).toMatch(
        /^Unexpected: http:.+\/models\/vowels\/train\.bin cannot be fetched; the server answered 404\.$/,
      );
      expect(page.workers()).toHaveLength(0);
      await notice.getByRole("button", { name: "Dismiss" }).click();
      expect(await notice.count()).toBe(0);

      await page.route("**/heartbeat/train.bin", () => {}); // never answered
      await train(page, "heartbeat", "wasm", 1);
      await page.getByTestId("train-stop").click();
      await page.getByTestId("train-start").waitFor();
      expect(page.workers()).toHaveLength(0);
      await page.context().close();
    });

    test("says so where there are no workers", async () => {
      const { page } = await openPage(session().browser, session().address, {}, () => {
        Reflect.deleteProperty(globalThis, "Worker");
      });
      await train(page, "motion", "wasm", 1);
      const reason = page.getByTestId("training-refusal").locator(".refusal-reason");
      expect(await reason.textContent()).toBe("Unexpected: Worker is not defined");
      expect(await page.getByTestId("train-start").textContent()).toBe("Train");
      await page.context().close();
    });

    test("takes the CPU where there is no WebAssembly", async () => {
      const { page } = await openPage(session().browser, session().address, {}, () => {
        Reflect.deleteProperty(globalThis, "WebAssembly");
      });
      await predictionsOf(page, "cpu", 0);
      expect(await page.getByTestId("train-backend").inputValue()).toBe("cpu");
      expect(await page.getByTestId("train-backend").locator("option[value=wasm]").isDisabled()).toBe(true);
      await page.context().close();
    });
  });
}
