/** Where a pattern of bytes stands; undefined is any byte. */
function find(bytes: Uint8Array, pattern: readonly (number | undefined)[], from: number): number {
  for (let start = from; start <= bytes.length - pattern.length; start++) {
    if (pattern.every((byte, index) => byte === undefined || byte === bytes[start + index])) return start;
  }
  return -1;
}

/** `f32x4.mul · local.get s · f32x4.add` */
const productAndSum = [0xfd, 0xe6, 1, 0x20, undefined, 0xfd, 0xe4, 1];

/**
 * Makes the relaxed build of a module: each product that is added to a local variable becomes one instruction, which rounds
 * once where the processor can. The two are equally long, so that nothing else moves:
 *
 *     f32x4.mul · local.get s · f32x4.add   →   local.get s · f32x4.relaxed_madd · nop · nop · nop
 *
 * scripts/build-wasm.mjs checks that what comes out is a valid module.
 *
 * @see https://github.com/WebAssembly/relaxed-simd
 */
export function relax(module: Uint8Array): void {
  for (let at = find(module, productAndSum, 0); at >= 0; at = find(module, productAndSum, at)) {
    module.set([0x20, module[at + 4] ?? 0, 0xfd, 0x85, 2, 1, 1, 1], at);
  }
}

/** The end of `"memory"`, imported as a memory with a maximum. */
const memoryImport = [0x6f, 0x72, 0x79, 2, 1];

/** Makes the build of a module for a memory that workers share: the flag is in the limits of its import. */
export function share(module: Uint8Array): void {
  module[find(module, memoryImport, 0) + 4] = 3;
}
