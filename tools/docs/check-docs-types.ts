// node tools/docs/check-docs-types.ts
//
// Type-checks the code of the READMEs and of the doc comments with the flags of `strict`.

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DOCS_FOLDER, extractDocs } from "./extract-docs.ts";
import { packageSources } from "./package-aliases.ts";

const root = resolve(import.meta.dirname, "../..");
extractDocs(root);
const paths = Object.fromEntries(packageSources(root).map(({ specifier, source }) => [specifier, [`../${source}`]]));
const configuration = {
  extends: "../tools/config/tsconfig.test.json",
  compilerOptions: {
    paths,
    allowImportingTsExtensions: true,
    allowJs: true,
    declaration: false,
    isolatedDeclarations: false,
    // What users have switched on, not what this repository asks of itself.
    noUncheckedIndexedAccess: false,
    exactOptionalPropertyTypes: false,
    // An example may show how a value is made without using it.
    noUnusedLocals: false,
  },
  include: ["**/*.ts"],
};
writeFileSync(join(root, DOCS_FOLDER, "tsconfig.json"), `${JSON.stringify(configuration, null, 2)}\n`);
const { status } = spawnSync("tsc", ["-p", DOCS_FOLDER], {
  cwd: root,
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exitCode = status ?? 1;
