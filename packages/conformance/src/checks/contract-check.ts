import type { Backend, OpName } from "@sepconv/backend";
import type { FloatDType, Tolerance } from "../tolerance.js";

/** What a check works on. */
export interface Subject<H> {
  readonly backend: Backend<H>;
  /** Opens another backend of the same kind; the check disposes it. */
  readonly open: () => Promise<Backend<H>>;
  readonly dtype: FloatDType;
  readonly tolerance: Tolerance;
}

/** One promise of the contract. */
export interface ContractCheck {
  readonly title: string;
  /** Ops without which the promise cannot be shown. */
  readonly needs: readonly OpName[];
  /** @throws ConformanceFailure where the backend breaks the promise. */
  readonly run: <H>(subject: Subject<H>) => Promise<void>;
}
