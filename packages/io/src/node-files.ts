/** What is used of Node's `fs/promises`. */
export interface NodeFiles {
  open(path: URL | string, flags?: string): Promise<NodeFileHandle>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { readonly force: true }): Promise<void>;
  mkdir(path: string, options: { readonly recursive: true }): Promise<unknown>;
  readdir(path: string): Promise<string[]>;
}

export interface NodeFileHandle {
  stat(): Promise<{ readonly size: number }>;
  createReadStream(): AsyncIterable<Uint8Array>;
  writeFile(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

interface NodeUrls {
  fileURLToPath(url: URL): string;
}

declare const process:
  | {
      getBuiltinModule?: ((name: "node:fs/promises") => NodeFiles | undefined) &
        ((name: "node:url") => NodeUrls | undefined);
    }
  | undefined;

/** Node's files; undefined in a page. */
export function nodeFiles(): NodeFiles | undefined {
  return typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:fs/promises");
}

/** The path that a file: URL stands for. */
export function pathOf(url: URL): string {
  const urls = typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:url");
  return urls?.fileURLToPath(url) ?? url.pathname;
}
