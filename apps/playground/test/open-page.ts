import type { Browser, BrowserContextOptions, Locator, Page } from "playwright";

/** A page of the playground with what went wrong in it. */
export interface OpenedPage {
  readonly page: Page;
  /** Console errors, uncaught exceptions and rejections, and violations of the content security policy. */
  readonly troubles: readonly string[];
}

/** Opens the page in a context of its own. `prepare` runs in the page before its scripts. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
  prepare?: () => void,
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.exposeFunction("tellViolation", (text: string) => troubles.push(text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      const tell: unknown = Reflect.get(globalThis, "tellViolation");
      if (typeof tell === "function") tell(`${violatedDirective} ${blockedURI}`);
    });
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(address);
  return { page, troubles };
}

/** The element with the numbers, once they are those of a device and a recording (counted from 0). */
export async function predictionsOf(page: Page, device: string, recording: number | "made up"): Promise<Locator> {
  const predictions = page.locator(
    `[data-testid=predictions][aria-busy=false][data-device=${device}][data-recording="${recording}"]`,
  );
  await predictions.waitFor({ timeout: 20_000 });
  return predictions;
}

/** The numbers that an element shows. */
export async function numbersIn(element: Locator): Promise<readonly number[]> {
  return ((await element.textContent()) ?? "").match(/-?\d+\.\d{4,}/g)?.map(Number) ?? [];
}

/** Chooses a device as a person does. */
export async function chooseDevice(page: Page, device: string): Promise<void> {
  await page.locator(`input[name=device][value=${device}]:enabled`).check({ timeout: 20_000 });
}
