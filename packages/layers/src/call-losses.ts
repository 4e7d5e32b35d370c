import { ArgumentError } from "@sepconv/backend";
import { keep, reshapeTo, Tensor } from "@sepconv/core";

/** Counts calls of outermost layers: what a layer's losses belong to. */
let call = 0;
let depth = 0;

/** Runs a layer's call; the outermost one begins with `forget`, which clears what earlier calls have left. */
export function asCall<Result>(forget: () => void, compute: () => Result): Result {
  if (depth === 0) {
    call++;
    forget();
  }
  depth++;
  try {
    return compute();
  } finally {
    depth--;
  }
}

/** The losses that a layer has added in the latest outermost call, held until the next. */
export class CallLosses {
  #tensors: Tensor[] = [];
  #call = 0;

  /** Values that belong to the scope that asks for them. */
  get values(): Tensor[] {
    return this.#tensors.map((loss) => reshapeTo(loss, loss.shape));
  }

  /** @throws ArgumentError where the loss is no number. */
  add(where: string, loss: Tensor): void {
    if (!(loss instanceof Tensor) || loss.size !== 1) {
      throw new ArgumentError({
        where,
        problem: "the loss is no number",
        expected: "a tensor of one element",
        got: loss instanceof Tensor ? loss.shape : loss,
        remedy: "Reduce it with sum() or mean().",
      });
    }
    if (this.#call !== call) this.clear();
    this.#call = call;
    this.#tensors.push(keep(loss));
  }

  clear(): void {
    for (const loss of this.#tensors.splice(0)) loss.dispose();
  }
}
