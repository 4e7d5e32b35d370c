// node tools/boundaries/check-boundaries.ts
//
// Fails when a package leans on one that the table in arrows.ts does not allow.

import { resolve } from "node:path";
import { boundaries } from "./arrows.ts";
import { findViolations } from "./find-violations.ts";

const violations = findViolations(resolve(import.meta.dirname, "../.."), boundaries);
for (const violation of violations) console.log(violation);
console.log(`${Object.keys(boundaries.arrows).length} packages, ${violations.length} violations`);
process.exitCode = violations.length === 0 ? 0 : 1;
