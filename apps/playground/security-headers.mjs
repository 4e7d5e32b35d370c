/** What the page may load: its own files, and WebAssembly compiled from bytes. No inline scripts or styles, no `eval`. */
const DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "object-src 'none'",
];

/** The policy for a meta element; `frame-ancestors` works as a header only. */
export const META_POLICY = DIRECTIVES.join("; ");

/**
 * The headers that every answer carries. Cross-origin isolation gives the page shared memory and fine clocks.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const SECURITY_HEADERS = {
  "Content-Security-Policy": [...DIRECTIVES, "frame-ancestors 'none'"].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};
