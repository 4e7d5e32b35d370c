/** Element types of a tensor file. */
type FileDType = "float32" | "int32" | "int16";

interface TensorEntry {
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  /** Bytes from the start of the `.bin` file. */
  readonly offset: number;
}

/** A tensor of a file: its elements in row-major order, and its extents. */
export interface FileTensor {
  readonly elements: Float32Array | Int32Array | Int16Array;
  readonly shape: readonly number[];
}

/** Reads a file: from a disk, or from a server. */
export type ReadFile = (name: string) => Promise<ArrayBuffer>;

const arrays = { float32: Float32Array, int32: Int32Array, int16: Int16Array } as const;

/**
 * Reads a pair of files: `.json` with `{ tensors: { name: { dtype, shape, offset } } }`, and `.bin` with the elements,
 * row-major and little-endian.
 *
 * @param name of both files, without their endings.
 */
export async function readTensorFile(read: ReadFile, name: string): Promise<ReadonlyMap<string, FileTensor>> {
  const [text, bytes] = await Promise.all([read(`${name}.json`), read(`${name}.bin`)]);
  const { tensors } = JSON.parse(new TextDecoder().decode(text)) as {
    readonly tensors: Readonly<Record<string, TensorEntry>>;
  };
  return new Map(
    Object.entries(tensors).map(([key, { dtype, shape, offset }]) => {
      const length = shape.reduce((product, extent) => product * extent, 1);
      return [key, { elements: new arrays[dtype](bytes, offset, length), shape }];
    }),
  );
}
