import { type Browser, chromium, type Page } from "playwright";
import { describe, expect, test } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../../tools/run/find-chromium.mjs";
import { chooseDevice, numbersIn, openPage, predictionsOf } from "./open-page.js";

/** What the row of a missing device says, once it is known to be missing. */
async function reasonOf(page: Page, device: string): Promise<string> {
  const row = page.locator(`[data-testid=device-${device}][data-status=missing]`);
  await row.waitFor({ timeout: 20_000 });
  expect(await row.locator("input").isDisabled()).toBe(true);
  const reason = row.locator(".reason");
  expect(await reason.isVisible()).toBe(true);
  expect(await row.locator("input").getAttribute("aria-describedby")).toBe(await reason.getAttribute("id"));
  return (await reason.textContent()) ?? "";
}

/** A missing device is greyed with its reason in plain sight, and the others work. */
export function describeAbsentDevices(session: () => { readonly browser: Browser; readonly address: string }): void {
  describe("a missing device", () => {
    test("no WebGPU in the browser", async () => {
      const { page, troubles } = await openPage(session().browser, session().address, {}, () => {
        Object.defineProperty(Navigator.prototype, "gpu", { get: () => undefined });
      });
      expect(await reasonOf(page, "webgpu")).toMatch(/^createWebGpuBackend: .+\. .+\.$/);
      expect(await numbersIn(await predictionsOf(page, "wasm", 0))).toHaveLength(4);
      expect(troubles).toEqual([]);
      await page.context().close();
    });

    test("WebGPU without an adapter", async () => {
      const executablePath = await findChromium();
      const flags = CHROMIUM_FLAGS.filter((flag) => !flag.includes("webgpu"));
      const plain = await chromium.launch({
        ...(executablePath && { executablePath }),
        args: [...flags, "--disable-gpu"],
      });
      try {
        const { page, troubles } = await openPage(plain, session().address);
        expect(await reasonOf(page, "webgpu")).toMatch(/^createWebGpuBackend: /);
        expect(await numbersIn(await predictionsOf(page, "wasm", 0))).toHaveLength(4);
        expect(troubles.filter((trouble) => !trouble.includes("WebGPU"))).toEqual([]);
      } finally {
        await plain.close();
      }
    });

    test("WebGPU lost while it is in use: the CPU steps in", async () => {
      const { page, troubles } = await openPage(session().browser, session().address, {}, () => {
        const { requestDevice } = GPUAdapter.prototype;
        GPUAdapter.prototype.requestDevice = async function (...descriptor) {
          const device = await requestDevice.apply(this, descriptor);
          Reflect.set(globalThis, "loseDevice", () => device.destroy());
          return device;
        };
      });
      await chooseDevice(page, "webgpu");
      await predictionsOf(page, "webgpu", 0);
      await page.getByTestId("time-webgpu").filter({ hasText: "ms" }).waitFor();
      await page.evaluate(() => {
        const lose: unknown = Reflect.get(globalThis, "loseDevice");
        if (typeof lose === "function") lose();
      });
      await page.getByRole("button", { name: "Next recording" }).click();
      expect(await reasonOf(page, "webgpu")).toMatch(/lost/);
      expect(await numbersIn(await predictionsOf(page, "cpu", 1))).toHaveLength(4);
      expect(troubles).toEqual([]);
      await page.context().close();
    });

    test("no WebAssembly in the browser: the CPU steps in", async () => {
      const { page, troubles } = await openPage(session().browser, session().address, {}, () => {
        Reflect.deleteProperty(globalThis, "WebAssembly");
      });
      expect(await reasonOf(page, "wasm")).toMatch(/there is no WebAssembly here\. .+\.$/);
      expect(await numbersIn(await predictionsOf(page, "cpu", 0))).toHaveLength(4);
      await chooseDevice(page, "webgpu");
      expect(await numbersIn(await predictionsOf(page, "webgpu", 0))).toHaveLength(4);
      expect(troubles).toEqual([]);
      await page.context().close();
    });

    test("WebAssembly forbidden by the content security policy: the CPU steps in", async () => {
      const { browser, address } = session();
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route(address, async (route) => {
        const response = await route.fetch();
        const strict = (text: string): string => text.replaceAll(" 'wasm-unsafe-eval'", "");
        const headers = response.headers();
        await route.fulfill({
          response,
          headers: { ...headers, "content-security-policy": strict(headers["content-security-policy"] ?? "") },
          body: strict(await response.text()),
        });
      });
      await page.goto(address);
      expect(await reasonOf(page, "wasm")).toMatch(
        /Content-Security-Policy forbids WebAssembly\. .*'wasm-unsafe-eval'.*\.$/,
      );
      expect(await numbersIn(await predictionsOf(page, "cpu", 0))).toHaveLength(4);
      await context.close();
    });
  });
}
