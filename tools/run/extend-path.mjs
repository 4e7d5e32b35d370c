import { delimiter } from "node:path";

/**
 * A copy of an environment whose PATH begins with the given folders.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} folders
 * @returns {NodeJS.ProcessEnv}
 */
export function extendPath(environment, folders) {
  // Windows spells the variable "Path".
  const name = Object.keys(environment).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return { ...environment, [name]: [...folders, environment[name] ?? ""].join(delimiter) };
}
