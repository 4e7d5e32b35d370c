import { OutOfMemoryError } from "@sepconv/backend";

export function outOfMemory(problem: string, expected: string, got: number): OutOfMemoryError {
  return new OutOfMemoryError({
    where: "wasm backend",
    problem,
    expected,
    got,
    remedy: "Dispose tensors, use tidy, or open the backend with a larger memoryLimit.",
  });
}
