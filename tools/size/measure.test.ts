import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { measureBundle } from "./measure-bundle.ts";
import { measurePage } from "./measure-page.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "size-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** Text that does not compress. */
function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return String.fromCharCode(97 + (state % 26));
  }).join("");
}

test("measureBundle counts what is loaded at once, by package, and not what waits behind import()", async () => {
  write(
    "packages/core/package.json",
    JSON.stringify({ name: "@x/core", sideEffects: false, exports: { ".": { "@sepconv/source": "./src/index.ts" } } }),
  );
  write("packages/core/src/index.ts", 'export * from "./used.js";\nexport * from "./unused.js";\n');
  write("packages/core/src/used.ts", `export const used: string = "${noise(1000)}";\n`);
  write("packages/core/src/unused.ts", `export const unused: string = "${noise(5000)}";\n`);
  write("later.ts", `console.log("${noise(9000)}");\n`);
  write(
    "page.ts",
    'import { used } from "@x/core";\nconsole.log(used);\nexport const later = () => import("./later.ts");\n',
  );
  const { gzipped, minified, parts } = await measureBundle(root, join(root, "page.ts"), "src");
  expect(minified).toBeGreaterThan(1000);
  expect(minified).toBeLessThan(4000); // with what Vite needs for import()
  expect(gzipped).toBeGreaterThan(600);
  expect(parts.map(({ name }) => name).sort()).toEqual(["core", "page"]);
});

test("measurePage adds index.html and what it names, once each", () => {
  const html =
    '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/icon.svg"><script type="module" src="./assets/main-AbCd_123.js"></script>';
  write("index.html", html);
  write("a.css", "b{}");
  write("assets/main-AbCd_123.js", "let a");
  write("assets/later.js", "let later");
  const { minified, parts } = measurePage(root);
  expect(minified).toBe(html.length + 3 + 5);
  expect(parts.map(({ name }) => name)).toEqual(["index.html", "a.css", "main.js"]);
});
