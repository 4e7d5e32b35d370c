import { resolve } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defaultClientConditions, defaultServerConditions, type UserConfig } from "vite";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { DOCS_FOLDER, extractDocs } from "../docs/extract-docs.ts";
import { packageAliases } from "../docs/package-aliases.ts";
import { CHROMIUM_FLAGS, findChromium } from "../run/find-chromium.mjs";

const root = resolve(import.meta.dirname, "../..");
const SOURCE = "@sepconv/source";

/** Packages are read from their sources, so that a test needs no build and sees the latest edit. */
const fromSources: Pick<UserConfig, "resolve" | "ssr"> = {
  resolve: { conditions: [SOURCE, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] } },
};

/** Unit tests and conformance in Node: everything that is not marked as a browser test. */
export const nodeProject: TestProjectInlineConfiguration = {
  ...fromSources,
  test: {
    name: "node",
    environment: "node",
    include: ["packages/*/{src,test}/**/*.test.ts", "tools/**/*.test.ts"],
    exclude: ["**/*.browser.test.ts", "**/node_modules/**", "**/dist/**"],
    execArgv: ["--expose-gc"],
  },
};

/** Tests that need a browser, all in one Chromium whose pages are cross-origin isolated. */
export async function browserProject(): Promise<TestProjectInlineConfiguration> {
  const executablePath = await findChromium();
  return {
    ...fromSources,
    // Also what only a dynamic import reaches: found late, a library would make vite reload a running test.
    optimizeDeps: { entries: ["packages/*/{src,test}/**/*.browser.test.ts", "packages/io/src/**/*.ts"] },
    server: {
      headers: {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
      },
    },
    test: {
      name: "browser",
      include: ["packages/*/{src,test}/**/*.browser.test.ts"],
      testTimeout: 60_000,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { args: [...CHROMIUM_FLAGS], ...(executablePath === undefined ? {} : { executablePath }) },
        }),
        instances: [{ browser: "chromium" }],
      },
    },
  };
}

/** Drives the built playground in Chromium, from Node. */
export const pageProject: TestProjectInlineConfiguration = {
  ...fromSources,
  test: {
    name: "page",
    environment: "node",
    include: ["apps/playground/test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

/** Runs the code of the READMEs and of the doc comments, which is written out as modules first. */
export function docsProject(): TestProjectInlineConfiguration {
  extractDocs(root);
  return {
    ...fromSources,
    // The modules lie outside of every package, so the packages are found by this table.
    resolve: { ...fromSources.resolve, alias: packageAliases(root) },
    test: {
      name: "docs",
      environment: "node",
      include: [`${DOCS_FOLDER}/*.test.ts`],
      testTimeout: 30_000,
    },
  };
}
