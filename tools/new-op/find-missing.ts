import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { devices, filesOf, opFolders } from "./op-files.ts";
import { keysOf, type ListedOp, readOps } from "./read-ops.ts";

/** What a scaffolded file says until somebody has written the op. */
export const unfilled = "FORMULA";

/**
 * What is wrong with the files of the ops, one line each, `<file>: <what is wrong>; expected <…>, got <…>.`:
 *
 * - a file that an op lacks, on a device that does not list the op as a gap;
 * - a kernel of an op that the device lists as a gap, and a gap that is no op;
 * - a kernel that the device's `pick.ts` does not offer;
 * - a file whose name is no op's, in a folder where each belongs to one;
 * - a file as `new-op` has written it, which nobody has filled.
 */
export function findMissing(root: string): readonly string[] {
  const ops = readOps(root);
  const names = new Set(ops.map(({ name }) => name));
  const gaps = new Map(devices.map((device) => [device, keysOf(join(root, device.gaps), "gaps")]));
  return [
    ...ops.flatMap((op) =>
      filesOf(op).flatMap(({ path, what, device }) => {
        const isGap = device !== undefined && gaps.get(device)?.includes(op.name) === true;
        if (!existsSync(join(root, path))) return isGap ? [] : [`${path}: missing; expected ${what} of "${op.name}".`];
        if (isGap) return [`${device.gaps}: "${op.name}" is a gap, though it has a kernel; expected one of both.`];
        const text = readFileSync(join(root, path), "utf8");
        return text.includes(unfilled)
          ? [`${path}: not filled; expected ${what} of "${op.name}", got the template.`]
          : [];
      }),
    ),
    ...ops.flatMap((op) => notPicked(root, op)),
    ...devices.flatMap((device) =>
      (gaps.get(device) ?? [])
        .filter((gap) => !names.has(gap))
        .map((gap) => `${device.gaps}: a gap that is no op; expected a name of OpSpecs, got "${gap}".`),
    ),
    ...strays(root, ops),
  ];
}

/** Devices that have a kernel of the op, but do not offer it for picking. */
function notPicked(root: string, { name, basename }: ListedOp): readonly string[] {
  return ["cpu", ...devices.map((device) => device.name)].flatMap((device) => {
    const sources = `packages/backend-${device}/src`;
    if (!existsSync(join(root, `${sources}/kernels/${basename}.ts`))) return [];
    const line = `export { ${name} } from "./kernels/${basename}.js";`;
    return readFileSync(join(root, `${sources}/pick.ts`), "utf8").includes(line)
      ? []
      : [`${sources}/pick.ts: a kernel cannot be picked; expected \`${line}\`.`];
  });
}

function strays(root: string, ops: readonly ListedOp[]): readonly string[] {
  const basenames = new Set(ops.map(({ basename }) => basename));
  return opFolders.flatMap(({ folder, ending, except }) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(ending) && !file.endsWith(".test.ts") && !except.includes(file))
      .filter((file) => !basenames.has(file.slice(0, -ending.length)))
      .map((file) => `${folder}/${file}: no op has this name; expected the basename of one of OpSpecs.`),
  );
}
