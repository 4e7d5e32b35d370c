import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A package of the repository, as its package.json describes it. */
export interface WorkspacePackage {
  readonly name: string;
  /** Path from the root, with forward slashes. */
  readonly folder: string;
  readonly isPrivate: boolean;
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The packages below `packages/` and `apps/`. */
export function readWorkspace(root: string): readonly WorkspacePackage[] {
  const folders = ["packages", "apps"].flatMap((parent) =>
    existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [],
  );
  return folders
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
      const { dependencies, peerDependencies, optionalDependencies } = manifest;
      return {
        name: manifest.name,
        folder,
        isPrivate: manifest.private === true,
        dependencies: Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }),
      };
    });
}

/** Source files of a folder, from the root; tests and their folders are not sources. */
export function sourceFiles(root: string, folder: string): readonly string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, encoding: "utf8" })
    .map((file) => relative(root, join(start, file)).split(sep).join("/"))
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/\.test(-d)?\.[cm]?[jt]sx?$/.test(file))
    .filter((file) => !file.includes("/node_modules/"));
}
