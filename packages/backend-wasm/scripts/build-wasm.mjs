// Compiles each module of assembly/ to WebAssembly and writes it to build/ as text that bundlers carry along:
// build/<family>.js exports the binary as text, build/<family>.d.ts the types of its functions. The text has a character for
// most bytes, so that compression finds again what it would find in the binary: after it, it is 5 to 10 percent smaller than
// hexadecimal, and 30 to 50 percent smaller than base64, whose digits straddle the bytes.
//
// Usage: node scripts/build-wasm.mjs [--force]

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import asc from "assemblyscript/asc";
import { relax, share } from "../src/other-builds.ts";
import { encodePrintable } from "../src/printable-bytes.ts";

/** One module for each family of ops that are likely to be picked together. */
const families = [
  "separable-conv1d",
  "separable-conv1d-gradient",
  "conv1d",
  "depthwise-conv1d",
  "pool",
  "batch-normalization",
  "elementwise",
  "matmul",
  "reduction",
  "movement",
  "discrete",
  "indexing",
  "optimizer-update",
  "random",
];

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
const everyByte = encodePrintable(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const fingerprint = createHash("sha256")
  .update(
    JSON.stringify([sources, flags, asc.version, everyByte, await readFile(fileURLToPath(import.meta.url), "utf8")]),
  )
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
  inspectOtherBuilds(family, binary);
  const text = encodePrintable(binary);
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

/** src/other-builds.ts rewrites a module when a backend opens: what comes out has to be one as well. */
function inspectOtherBuilds(family, binary) {
  const [relaxed, shared] = [Uint8Array.from(binary), Uint8Array.from(binary)];
  relax(relaxed);
  share(shared);
  const relaxedSimd = process.versions.v8.localeCompare("11.4", undefined, { numeric: true }) >= 0;
  if (relaxedSimd && !WebAssembly.validate(relaxed)) throw new Error(`${family}: the relaxed build is no valid module`);
  if (!WebAssembly.validate(shared)) throw new Error(`${family}: the shared build is no valid module`);
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
