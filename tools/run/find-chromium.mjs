import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Names that Chromium goes by on a PATH, the plainest first. */
const COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Places outside PATH where Chrome lives on macOS and Windows. */
const INSTALLED = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The commands that install a browser, for messages. */
export const INSTALL_COMMANDS = [
  "apt-get install chromium          (Debian and Ubuntu)",
  "npx playwright install chromium   (anywhere)",
];

/**
 * Command-line flags for headless Chromium: WebGPU on a software adapter, no sandbox (it refuses to start as root with one),
 * and no traffic of its own.
 */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of a Chromium on this machine, or undefined.
 * Looks at $CHROMIUM_PATH, then at PATH, then at the usual places, then at the one that Playwright downloaded.
 * A $CHROMIUM_PATH that does not exist means that there is none, so that a machine without a browser can be tried out.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen) return isExecutable(chosen) ? chosen : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command))), ...INSTALLED];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  const { chromium } = await import("playwright");
  const downloaded = chromium.executablePath();
  return existsSync(downloaded) ? downloaded : undefined;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
