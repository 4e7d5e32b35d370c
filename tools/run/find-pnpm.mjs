import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { npxCommand } from "./npx-command.mjs";

/**
 * The path of the pnpm that the root package.json names in `packageManager`.
 * npx downloads it on first use; where it went is remembered in node_modules, so that later starts cost a few milliseconds.
 *
 * @param {string} root the repository's root folder
 * @returns {string}
 */
export function findPnpm(root) {
  const version = pnpmVersion(root);
  const memory = join(root, "node_modules", ".pnpm-location.json");
  const remembered = recall(memory);
  if (remembered !== undefined && remembered.version === version && existsSync(remembered.path)) return remembered.path;
  const path = locateWithNpx(version);
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, `${JSON.stringify({ version, path })}\n`);
  return path;
}

/** @param {string} root */
function pnpmVersion(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [name, version] = String(packageManager).split("@");
  if (name !== "pnpm" || version === undefined) {
    throw new Error(
      `package.json: packageManager must name pnpm and its version, got ${JSON.stringify(packageManager)}.`,
    );
  }
  return version;
}

/**
 * @param {string} memory
 * @returns {{ version: string, path: string } | undefined}
 */
function recall(memory) {
  try {
    return JSON.parse(readFileSync(memory, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * npx puts the package's commands first on PATH of what it runs; a line of JavaScript run there prints that PATH.
 *
 * @param {string} version
 */
function locateWithNpx(version) {
  const { command, before } = npxCommand();
  const script = "process.stdout.write(process.env.PATH ?? process.env.Path ?? '')";
  const args = [...before, "--yes", `--package=pnpm@${version}`, "--", "node", "-e", script];
  const path = execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const names = process.platform === "win32" ? ["pnpm.exe", "pnpm.cmd"] : ["pnpm"];
  for (const folder of path.split(delimiter)) {
    for (const name of names) {
      const candidate = join(folder, name);
      if (existsSync(candidate)) return realpathSync(candidate);
    }
  }
  throw new Error(`npx installed pnpm@${version}, but no pnpm command was found on the PATH that it made.`);
}
