// Compiles each module of assembly/ to WebAssembly and writes it to build/ as text that bundlers carry along:
// build/<family>.js exports the binary in hexadecimal, build/<family>.d.ts the types of its functions. After compression
// hexadecimal is 20 to 40 percent smaller than base64, whose digits straddle the bytes that compression would find again.
//
// Usage: node scripts/build-wasm.mjs [--force]

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import asc from "assemblyscript/asc";
import { relaxedBuild } from "../src/other-builds.ts";

/** One module for each family of ops that are likely to be picked together. */
const families = ["separable-conv1d", "separable-conv1d-gradient", "elementwise", "matmul", "reduction", "movement"];

const flags = [
  "--optimizeLevel",
  "3",
  "--shrinkLevel",
  "1",
  "--converge",
  "--noAssert",
  "--runtime",
  "stub",
  "--importMemory",
  "--noExportMemory",
  // Whatever the memory has, 4 GiB at most; src/wasm-context.ts makes a shared import of it.
  "--maximumMemory",
  "65536",
  "--enable",
  "simd",
  "--bindings",
  "raw",
];

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = await readSources();
const fingerprint = createHash("sha256")
  .update(JSON.stringify([sources, flags, asc.version, await readFile(fileURLToPath(import.meta.url), "utf8")]))
  .digest("hex");

await mkdir(`${root}build`, { recursive: true });
for (const family of families) await build(family);

async function readSources() {
  const names = (await readdir(`${root}assembly`)).filter((name) => name.endsWith(".ts")).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [`assembly/${name}`, await readFile(`${root}assembly/${name}`, "utf8")]),
    ),
  );
}

async function build(family) {
  const stamp = `// Built from assembly/${family}.ts by scripts/build-wasm.mjs. ${fingerprint}\n`;
  const target = `${root}build/${family}`;
  const existing = await readFile(`${target}.js`, "utf8").catch(() => "");
  if (existing.startsWith(stamp) && !process.argv.includes("--force")) return;

  const { binary, declarations } = await compile(family);
  inspect(family, binary);
  const text = Buffer.from(binary).toString("hex");
  inspectRelaxed(family, text);
  // The declarations come first: whoever sees the stamp of the .js file finds both.
  await writeFile(`${target}.d.ts`, `${stamp}${declarations}`);
  await writeFile(`${target}.js`, `${stamp}export const binary = "${family} ${text}";\n`);
  console.log(`${family.padEnd(26)} ${binary.length} bytes, ${gzipSync(text, { level: 9 }).length} gzipped as text`);
}

async function compile(family) {
  const written = new Map();
  const { error, stderr } = await asc.main([`assembly/${family}.ts`, "--outFile", "out.wasm", ...flags], {
    readFile: (name) => sources[name] ?? null,
    writeFile: (name, content) => void written.set(name, content),
    listFiles: () => [],
  });
  const messages = stderr.toString();
  if (error !== null || messages.includes("WARNING")) {
    throw new Error(`asc refuses assembly/${family}.ts: ${error?.message ?? ""}\n${messages}`);
  }
  return { binary: written.get("out.wasm"), declarations: declarationsOf(written.get("out.d.ts")) };
}

/** asc describes the exports as a namespace; what callers need is an interface of its functions. */
function declarationsOf(bindings) {
  const functions = [...bindings.matchAll(/export function (\w+)\((.*)\): (\w+);/g)].map(
    ([, name, parameters, result]) => `  ${name}(${parameters}): ${result};\n`,
  );
  if (functions.length === 0) throw new Error(`no exported function in:\n${bindings}`);
  return `export interface Functions {\n${functions.join("")}}\nexport declare const binary: string & { readonly functions?: Functions };\n`;
}

/** All modules share one memory, so that none may bring data of its own, nor import anything else. */
function inspect(family, binary) {
  const module = new WebAssembly.Module(binary);
  const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
  if (imports.join() !== "env.memory")
    throw new Error(`${family} imports ${imports.join()}; expected env.memory alone`);
  const dataSection = 11;
  if (sectionsOf(binary).includes(dataSection)) throw new Error(`${family} has static data; modules share one memory`);
}

/** src/other-builds.ts rewrites the text when a backend opens: what it changes has to be whole instructions. */
function inspectRelaxed(family, text) {
  const relaxed = relaxedBuild(text);

  const changed = relaxed.matchAll(/20..fd8502010101/g);
  if ([...changed].some(({ index }) => index % 2 === 1)) {
    throw new Error(`${family}: the relaxed build changes halves of bytes`);
  }
  const supportsRelaxed = process.versions.v8.localeCompare("11.4", undefined, { numeric: true }) >= 0;
  if (supportsRelaxed && !WebAssembly.validate(Buffer.from(relaxed, "hex"))) {
    throw new Error(`${family}: the relaxed build is no valid module`);
  }
}

function sectionsOf(binary) {
  const sections = [];
  for (let at = 8; at < binary.length; ) {
    sections.push(binary[at++]);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = binary[at++];
      size += (byte & 0x7f) * 2 ** shift;
      more = byte >= 0x80;
    }
    at += size;
  }
  return sections;
}
