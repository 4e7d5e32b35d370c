import { expect, it } from "vitest";
import { readJson } from "../golden/read-json.js";
import { compatibilityPage, type V1Sets } from "./compatibility.js";

async function casesOf<Set extends keyof V1Sets>(name: string): Promise<V1Sets[Set]> {
  return (await readJson<{ cases: V1Sets[Set] }>(`tf215/${name}`)).cases;
}

// `npx vitest run --project node -u packages/conformance/test/v1/compatibility.test.ts` writes the page anew.
it("docs/compatibility.md says what the vectors verify", async () => {
  const page = compatibilityPage({
    numeric: await casesOf<"numeric">("v1-numeric"),
    errors: await casesOf<"errors">("v1-errors"),
    configs: await casesOf<"configs">("v1-config"),
    programs: await casesOf<"programs">("v1-programs"),
  });
  await expect(page).toMatchFileSnapshot("../../../../docs/compatibility.md");
});
