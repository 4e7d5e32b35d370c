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

const arrays = { float32: Float32Array, int32: Int32Array, int16: Int16Array } as const;

/**
 * Reads a pair of files: `.json` with `{ tensors: { name: { dtype, shape, offset } } }`, and `.bin` with the elements,
 * row-major and little-endian.
 *
 * @throws Error naming the file that cannot be fetched.
 */
export async function fetchTensorFile(address: string): Promise<ReadonlyMap<string, FileTensor>> {
  const [index, bytes] = await Promise.all([
    fetchFile(`${address}.json`).then((response) => response.json()),
    fetchFile(`${address}.bin`).then((response) => response.arrayBuffer()),
  ]);
  const { tensors } = index as { readonly tensors: Readonly<Record<string, TensorEntry>> };
  return new Map(
    Object.entries(tensors).map(([name, { dtype, shape, offset }]) => {
      const length = shape.reduce((product, extent) => product * extent, 1);
      return [name, { elements: new arrays[dtype](bytes, offset, length), shape }];
    }),
  );
}

/** A response that came well. @throws Error naming the file and what the server said. */
export async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address);
  if (response.ok) return response;
  throw new Error(`${address} cannot be fetched; the server answered ${response.status}.`);
}
