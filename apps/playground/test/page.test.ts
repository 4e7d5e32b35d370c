import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM_FLAGS, findChromium, INSTALL_COMMANDS } from "../../../tools/run/find-chromium.mjs";
import { describeAbsentDevices } from "./describe-absent-devices.js";
import { describeAppearance } from "./describe-appearance.js";
import { describeServer } from "./describe-server.js";
import { describeTraining } from "./describe-training.js";
import { editedMotion, inputFile, kerasPredictions, motionFile } from "./keras-files.js";
import { chooseDevice, numbersIn, openPage, predictionsOf } from "./open-page.js";
import { buildPage, type ServedPage, servePage } from "./serve-page.js";

const expected = kerasPredictions();
const classes = 4;

let served: ServedPage;
let browser: Browser;

beforeAll(async () => {
  const executablePath = await findChromium();
  if (executablePath === undefined)
    throw new Error(`There is no browser. Install one:\n${INSTALL_COMMANDS.join("\n")}`);
  await buildPage();
  [served, browser] = await Promise.all([
    servePage(5400),
    chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop("SIGTERM");
});

/** Expects the numbers of a recording to be Keras'. */
function expectKeras(numbers: readonly number[], recording: number): void {
  expect(numbers).toHaveLength(classes);
  for (const [index, number] of numbers.entries()) {
    expect(Math.abs(number - (expected[recording * classes + index] ?? Number.NaN))).toBeLessThan(1e-4);
  }
}

describe("the page", () => {
  test("classifies a real recording on all three devices, with the right numbers and times", async () => {
    const { page, troubles } = await openPage(browser, served.address);
    expect(await page.title()).toContain("sepconv");
    for (const device of ["cpu", "wasm", "webgpu"]) {
      await chooseDevice(page, device);
      expectKeras(await numbersIn(await predictionsOf(page, device, 0)), 0);
      await page
        .getByTestId(`time-${device}`)
        .filter({ hasText: /^\d+(\.\d+)? ms$/ })
        .waitFor();
      const title = { cpu: "CPU", wasm: "WASM", webgpu: "WebGPU" }[device];
      expect(await page.getByTestId("accuracy").textContent()).toBe(`40 of 40 right, 100 % accuracy on ${title}.`);
    }
    // All three stand side by side afterwards.
    for (const device of ["cpu", "wasm", "webgpu"]) {
      expect(await page.getByTestId(`time-${device}`).textContent()).toMatch(/ ms$/);
    }
    expect(await page.locator(".cell-right").count()).toBe(40);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("goes to another recording by button, list, cell and arrow key", async () => {
    const { page, troubles } = await openPage(browser, served.address);
    await predictionsOf(page, "wasm", 0);
    await page.getByRole("button", { name: "Next recording" }).click();
    expectKeras(await numbersIn(await predictionsOf(page, "wasm", 1)), 1);
    await page.getByLabel("Recording", { exact: true }).selectOption("12");
    expectKeras(await numbersIn(await predictionsOf(page, "wasm", 12)), 12);
    expect(await page.getByTestId("true-class").textContent()).toBe("Running");
    expect(await page.getByTestId("predicted-class").textContent()).toBe("Running");
    await page.getByRole("button", { name: /^Recording 31:/ }).click();
    expectKeras(await numbersIn(await predictionsOf(page, "wasm", 30)), 30);
    await page.keyboard.press("ArrowRight");
    await predictionsOf(page, "wasm", 31);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/^Recording 32:/);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expectKeras(await numbersIn(await predictionsOf(page, "wasm", 29)), 29);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("opens a model file, and keeps the working model when a file is refused", async () => {
    const { page, troubles } = await openPage(browser, served.address);
    await predictionsOf(page, "wasm", 0);
    const file = page.getByTestId("model-file");
    const summary = page.getByTestId("model-summary");

    await file.setInputFiles(inputFile("mine.keras", motionFile));
    await summary.filter({ hasText: "from mine.keras" }).waitFor();
    expectKeras(await numbersIn(await predictionsOf(page, "wasm", 0)), 0);

    await file.setInputFiles(inputFile("garbage.keras", new Uint8Array([0xde, 0xad, 0xbe, 0xef, 1, 2, 3])));
    const reason = page.locator("[data-testid=refusal]", { hasText: "garbage.keras" }).locator(".refusal-reason");
    expect(await reason.textContent()).toBe(
      'loadModel: this file cannot be read; expected a .keras archive, as Keras 3 writes it, got "7 bytes that begin with de ad be ef".',
    );
    const unknown = editedMotion((config) => config.replace('"class_name": "Dropout"', '"class_name": "Attention"'));
    await file.setInputFiles(inputFile("unknown.keras", unknown));
    const named = page.locator("[data-testid=refusal]", { hasText: "unknown.keras" });
    expect(await named.textContent()).toContain('the layer class "Attention" of layer "dropout" is not known');
    expect(await named.textContent()).toContain("mine.keras stays open");

    await page.getByRole("button", { name: "Next recording" }).click();
    expectKeras(await numbersIn(await predictionsOf(page, "wasm", 1)), 1);
    expect(await summary.textContent()).toContain("from mine.keras");
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("opens a dropped file", async () => {
    const { page, troubles } = await openPage(browser, served.address);
    await predictionsOf(page, "wasm", 0);
    const transfer = await page.evaluateHandle(
      (bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], "dropped.keras"));
        return data;
      },
      [...motionFile],
    );
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await page.getByTestId("model-summary").filter({ hasText: "from dropped.keras" }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  test("runs a model that the recordings do not fit on a made-up input, and says so", async () => {
    const { page, troubles } = await openPage(browser, served.address);
    await predictionsOf(page, "wasm", 0);
    const shorter = editedMotion((config) => config.replaceAll("[null, 100, 6]", "[null, 80, 6]"));
    await page.getByTestId("model-file").setInputFiles(inputFile("shorter.keras", shorter));
    const numbers = await numbersIn(await predictionsOf(page, "wasm", "made up"));
    expect(numbers).toHaveLength(classes);
    expect(numbers.reduce((total, number) => total + number)).toBeCloseTo(1, 3);
    expect(await page.locator(".recording").textContent()).toContain("takes 80 × 6; the recordings are 100 × 6");
    expect(await page.getByTestId("accuracy").textContent()).toBe("No accuracy: the recordings do not fit this model.");
    expect(await page.locator(".layer-table tbody tr").count()).toBe(12);
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});

describeAbsentDevices(() => ({ browser, address: served.address }));
describeTraining(() => ({ browser, address: served.address }));
describeAppearance(() => ({ browser, address: served.address }));
describeServer(() => served.address);
