/** Workgroups along one dimension that every device allows. */
const mostPerDimension = 65535;

/**
 * A row of workgroups, folded into three dimensions where it is too long for one. The grid may have a few workgroups
 * more than asked for; shaders number them with `rowIndex` and leave the surplus idle.
 *
 * @example
 * dispatchGrid(100); // [100, 1, 1]
 * dispatchGrid(65536); // [32768, 2, 1]
 */
export function dispatchGrid(workgroups: number): [x: number, y: number, z: number] {
  const rows = Math.ceil(workgroups / mostPerDimension);
  const z = Math.ceil(rows / mostPerDimension);
  const y = Math.ceil(rows / z);
  return [Math.ceil(workgroups / (y * z)), y, z];
}
