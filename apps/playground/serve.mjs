// node serve.mjs [--port N]
//
// Serves the built page with its security headers on this machine and prints its address. The port is that of --port, else
// of $PORT, else 5173; a taken one leads to the next. SIGINT and SIGTERM end the server.

import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sirv from "sirv";
import { SECURITY_HEADERS } from "./security-headers.mjs";

const FIRST_PORT = 5173;
const LAST_PORT = 65535;
const ADDRESSES = ["127.0.0.1", "::1"];

const folder = fileURLToPath(new URL("dist", import.meta.url));
if (!existsSync(`${folder}/index.html`)) {
  fail("the page is not built; expected dist/index.html. Run the script build first.");
}

const files = sirv(folder, {
  etag: true,
  // Files are looked up at each request, so that a page that is built again is served at once.
  dev: true,
  setHeaders(response, path) {
    // Built files carry a hash of their content in their names.
    if (path.startsWith("/assets/")) response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    else response.setHeader("Cache-Control", "no-cache");
    if (path.endsWith(".keras")) response.setHeader("Content-Type", "application/octet-stream");
  },
});

/** @type {import("node:http").RequestListener} */
const answer = (request, response) => {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  files(request, response, () => {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
  });
};

/** @type {import("node:http").Server[]} */
let servers = [];
for (let port = wantedPort(); servers.length === 0; port++) {
  if (port > LAST_PORT) fail("every port is taken.");
  servers = await listenOn(port);
  if (servers.length > 0) console.log(`sepconv playground: http://localhost:${port}/`);
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });
}

/**
 * Listens on both addresses of localhost, because browsers and programs differ in which they try; IPv6 may be missing.
 *
 * @param {number} port
 * @returns {Promise<import("node:http").Server[]>} none where the port is taken on either
 */
async function listenOn(port) {
  /** @type {import("node:http").Server[]} */
  const listening = [];
  for (const address of ADDRESSES) {
    const server = createServer(answer);
    try {
      server.listen(port, address);
      await once(server, "listening");
      listening.push(server);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") continue;
      for (const other of listening) other.close();
      if (code === "EADDRINUSE") return [];
      return fail(
        `the server cannot listen on port ${port}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return listening.length > 0 ? listening : fail("this machine has no address for localhost.");
}

/** @returns {number} */
function wantedPort() {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const text = values.port ?? process.env["PORT"] ?? String(FIRST_PORT);
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= LAST_PORT) return number;
  return fail(`the port is not valid; expected a whole number from 1 to ${LAST_PORT}, got "${text}".`);
}

/**
 * @param {string} problem
 * @returns {never}
 */
function fail(problem) {
  console.error(`sepconv playground: ${problem}`);
  process.exit(1);
}
