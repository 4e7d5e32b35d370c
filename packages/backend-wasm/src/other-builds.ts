type Pattern = readonly [first: number, ...rest: (number | undefined)[]];

/** Where a pattern of bytes stands from a place on, or −1; undefined is any byte, but not the first. */
function find(bytes: Uint8Array, pattern: Pattern, from: number): number {
  const [first] = pattern;
  let start = bytes.indexOf(first, from);
  while (start >= 0 && !pattern.every((byte, index) => byte === undefined || byte === bytes[start + index])) {
    start = bytes.indexOf(first, start + 1);
  }
  return start;
}

/** `f32x4.mul · local.get s · f32x4.add` */
const productAndSum: Pattern = [0xfd, 0xe6, 1, 0x20, undefined, 0xfd, 0xe4, 1];

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
const memoryImport: Pattern = [0x6f, 0x72, 0x79, 2, 1];

/** Makes the build of a module for a memory that workers share: the flag is in the limits of its import. */
export function share(module: Uint8Array): void {
  module[find(module, memoryImport, 0) + 4] = 3;
}
