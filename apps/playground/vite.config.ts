import { defaultClientConditions, defineConfig, type Plugin } from "vite";
import { META_POLICY, SECURITY_HEADERS } from "./security-headers.mjs";

/** The built page carries its policy itself, for servers that send no headers. */
const policyInPage: Plugin = {
  name: "policy-in-page",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY },
      injectTo: "head-prepend",
    },
  ],
};

/** Vite's development server puts styles into the page and talks over a web socket; the rest stays as built. */
const developmentPolicy = `${META_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
  "connect-src 'self'",
  "connect-src 'self' ws:",
)}; frame-ancestors 'none'`;

export default defineConfig({
  base: "./",
  // Packages are read from their sources, so that the page needs no build of theirs.
  resolve: { conditions: ["@sepconv/source", ...defaultClientConditions] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [policyInPage],
  // Training loads parts of its own when it needs them, which takes modules.
  worker: { format: "es" },
  build: {
    target: "es2023",
    // light-dark() and @property stay as they are written.
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
  },
  server: { headers: { ...SECURITY_HEADERS, "Content-Security-Policy": developmentPolicy } },
});
