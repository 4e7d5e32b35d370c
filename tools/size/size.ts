// node tools/size/size.ts [--built]
//
// Measures what pages that use sepconv ship, and fails when one is over its budget in budgets.json. Without --built it bundles the
// packages' sources and leaves pages out, which needs no build; `npm test` measures what is built.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type BundleSize, measureBundle } from "./measure-bundle.ts";
import { measurePage } from "./measure-page.ts";

interface Budgets {
  readonly bundles: readonly { readonly name: string; readonly entry: string; readonly budget: number }[];
  readonly pages: readonly { readonly name: string; readonly folder: string; readonly budget: number }[];
}

const root = resolve(import.meta.dirname, "../..");
const budgets = JSON.parse(readFileSync(join(import.meta.dirname, "budgets.json"), "utf8")) as Budgets;
const built = process.argv.includes("--built");
let over = 0;

console.log("gzipped, of budget (kB of 1000 bytes)");
for (const { name, entry, budget } of budgets.bundles) {
  report(name, await measureBundle(root, join(import.meta.dirname, "entries", entry), built ? "dist" : "src"), budget);
}
for (const { name, folder, budget } of built ? budgets.pages : []) {
  const page = join(root, folder);
  if (!existsSync(page)) throw new Error(`size: ${folder} is missing; expected a built page. Run npm run build first.`);
  report(name, measurePage(page), budget);
}
process.exitCode = over === 0 ? 0 : 1;

function report(name: string, { gzipped, minified, parts }: BundleSize, budget: number): void {
  const kept = gzipped <= budget * 1000;
  if (!kept) over++;
  console.log(`${kilobytes(gzipped).padStart(6)} of ${String(budget).padStart(3)}  ${kept ? "    " : "OVER"}  ${name}`);
  const shares = parts.map((part) => `${part.name} ${kilobytes(part.bytes)}`);
  console.log(`                    minified ${kilobytes(minified)}, from ${shares.join(", ")}`);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
