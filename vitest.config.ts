import { defineConfig } from "vitest/config";
import { browserProject, docsProject, nodeProject, pageProject } from "./tools/config/vitest-projects.ts";

export default defineConfig({
  test: {
    projects: [nodeProject, await browserProject(), pageProject, docsProject()],
  },
});
