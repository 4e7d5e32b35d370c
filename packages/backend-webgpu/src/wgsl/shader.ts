/** A compute shader and what it binds: uniforms at 0, then what it reads, then what it writes. */
export interface Shader {
  readonly code: string;
  readonly reads: number;
  readonly writes: number;
}

/** Element types of storage arrays. */
type Element = "f32" | "vec4<f32>";

interface ShaderParts {
  readonly uniforms: { readonly wgsl: string };
  /** The arrays by name, in the order of their bindings. */
  readonly reads: Readonly<Record<string, Element>>;
  readonly writes: Readonly<Record<string, Element>>;
  /** Functions that the entry point calls. */
  readonly functions?: readonly string[];
  /** Constants, workgroup memory, and the entry point `main`. */
  readonly text: string;
}

/** Puts the bindings in front of a shader's text. */
export function shader({ uniforms, reads, writes, functions = [], text }: ShaderParts): Shader {
  const arrays = [
    ...Object.entries(reads).map(([name, element]) => `var<storage, read> ${name}: array<${element}>;`),
    ...Object.entries(writes).map(([name, element]) => `var<storage, read_write> ${name}: array<${element}>;`),
  ].map((declaration, index) => `@group(0) @binding(${index + 1}) ${declaration}`);
  const code = [uniforms.wgsl, arrays.join("\n"), ...functions, text].map((part) => part.trim()).join("\n\n");
  return { code: `${code}\n`, reads: Object.keys(reads).length, writes: Object.keys(writes).length };
}
