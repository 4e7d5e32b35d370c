/** Invocations in a workgroup, where a kernel has no reason for another number. */
export const workgroupSize = 64;

/** The number of a workgroup in the row that `dispatchGrid` folded into three dimensions. */
export const rowIndex = /* wgsl */ `
fn rowIndex(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return (group.z * groups.y + group.y) * groups.x + group.x;
}`;
