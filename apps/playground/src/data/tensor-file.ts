import { type FileTensor, readTensorFile } from "@sepconv/train/tensor-file";

/** Reads a pair of files, `.json` and `.bin`, from the server. @throws Error naming the file that cannot be fetched. */
export function fetchTensorFile(address: string): Promise<ReadonlyMap<string, FileTensor>> {
  return readTensorFile(async (name) => await (await fetchFile(name)).arrayBuffer(), address);
}

/** A response that came well. @throws Error naming the file and what the server said. */
export async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address);
  if (response.ok) return response;
  throw new Error(`${address} cannot be fetched; the server answered ${response.status}.`);
}
