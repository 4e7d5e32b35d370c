import { describe, expect, test } from "vitest";
import { servePage } from "./serve-page.js";

/** What `serve.mjs` answers, and how it starts and ends. */
export function describeServer(address: () => string): void {
  describe("the server", () => {
    test("sends the page with its policy, isolated, and nothing from outside its folder", async () => {
      const response = await fetch(address());
      expect(response.status).toBe(200);
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe-inline");
      expect(response.headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(response.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(await response.text()).toContain('http-equiv="Content-Security-Policy"');
      expect((await fetch(`${address()}%2e%2e/package.json`)).status).toBe(404);
      expect((await fetch(address(), { method: "POST" })).status).toBe(405);
    });

    test.each(["SIGINT", "SIGTERM"] as const)(
      "takes the next port when one is taken, and ends at %s",
      async (signal) => {
        const taken = Number(new URL(address()).port);
        const second = await servePage(taken);
        expect(Number(new URL(second.address).port)).toBeGreaterThan(taken);
        expect((await fetch(second.address)).status).toBe(200);
        expect(await second.stop(signal)).toBe(0);
        await expect(fetch(second.address)).rejects.toThrow();
      },
    );
  });
}
