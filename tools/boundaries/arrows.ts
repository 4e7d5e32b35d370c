/** Which packages a package's sources and `dependencies` may name. Tests and `devDependencies` are free. */
export type Arrows = Readonly<Record<string, readonly string[]>>;

/** A folder whose files may not share code with what they judge. */
export interface OracleFolder {
  /** Path from the root. */
  readonly folder: string;
  /** Packages whose types it may name. Values it may import from nowhere but its own package. */
  readonly typesFrom: readonly string[];
}

/** The whole of what the repository's packages may lean on. */
export interface Boundaries {
  readonly arrows: Arrows;
  readonly oracles: readonly OracleFolder[];
}

const PUBLIC = [
  "@sepconv/backend",
  "@sepconv/core",
  "@sepconv/backend-cpu",
  "@sepconv/backend-wasm",
  "@sepconv/backend-webgpu",
  "@sepconv/layers",
  "@sepconv/io",
  "@sepconv/compat-v1",
  "sepconv",
] as const;

/** The arrows of docs/architecture.md: core knows no device, devices know no core, and they meet in the contract. */
export const boundaries: Boundaries = {
  arrows: {
    "@sepconv/backend": [],
    "@sepconv/core": ["@sepconv/backend"],
    "@sepconv/backend-cpu": ["@sepconv/backend"],
    "@sepconv/backend-wasm": ["@sepconv/backend"],
    "@sepconv/backend-webgpu": ["@sepconv/backend"],
    "@sepconv/backend-recording": ["@sepconv/backend"],
    "@sepconv/layers": ["@sepconv/core", "@sepconv/backend"],
    "@sepconv/compat-v1": ["@sepconv/layers", "@sepconv/core", "@sepconv/backend"],
    "@sepconv/io": ["@sepconv/layers", "@sepconv/core", "@sepconv/backend"],
    sepconv: PUBLIC.filter((name) => name !== "sepconv"),
    "@sepconv/conformance": ["@sepconv/backend"],
    // Besides these, the page trains by the recipes of tools/train (docs/decisions/0012).
    "@sepconv/playground": PUBLIC,
  },
  oracles: [{ folder: "packages/conformance/src/reference", typesFrom: ["@sepconv/backend"] }],
};
