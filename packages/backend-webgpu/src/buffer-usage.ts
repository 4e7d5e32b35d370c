/**
 * Flags of `GPUBufferUsage` and `GPUMapMode`, as the WebGPU specification numbers them. A device may come from a library
 * in Node, which defines no globals.
 *
 * @see https://www.w3.org/TR/webgpu/#buffer-usage
 */
export const bufferUsage = {
  mapRead: 0x0001,
  copySource: 0x0004,
  copyTarget: 0x0008,
  uniform: 0x0040,
  storage: 0x0080,
} as const;

export const mapModeRead = 0x0001;
