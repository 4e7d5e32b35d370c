/**
 * The relaxed build of a module: each product that is added to a local variable becomes one instruction, which rounds once
 * where the processor can. The two are equally long, so that nothing else moves:
 *
 *     f32x4.mul · local.get s · f32x4.add   →   local.get s · f32x4.relaxed_madd · nop · nop · nop
 *
 * scripts/build-wasm.mjs checks that nothing but instructions matches.
 *
 * @see https://github.com/WebAssembly/relaxed-simd
 */
export function relaxedBuild(hexadecimal: string): string {
  return hexadecimal.replace(/fde60120(..)fde401/g, "20$1fd8502010101");
}

/** The build of a module for a memory that workers share: the flag is in the limits of its import. */
export function sharedBuild(hexadecimal: string): string {
  return hexadecimal.replace("066d656d6f72790201", "066d656d6f72790203");
}
