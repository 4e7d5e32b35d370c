/**
 * What every message says, in one grammar:
 * `<where>: <problem>; expected <expected>, got <got>. <remedy>`
 */
export interface ErrorDescription {
  /** The op, layer, function or file that refuses, as the user wrote it. */
  readonly where: string;
  /** The subject and what is wrong with it: `strides must be positive`. */
  readonly problem: string;
  /** What would have been right, in words. */
  readonly expected?: string;
  /** The value that came; shown shortened. */
  readonly got?: unknown;
  /** What to do about it: a whole sentence. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** Base of everything that sepconv throws on purpose. */
export class SepconvError extends Error {
  /** Stable name of the kind of error, for programs: `"SHAPE"`, `"DTYPE"`, … */
  readonly code: string;

  constructor(code: string, description: ErrorDescription) {
    super(messageOf(description), description); // an Error takes the cause, if there is one
    this.code = code;
    this.name = new.target.name;
  }
}

/** Extents or rank of a tensor do not fit. */
export class ShapeError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("SHAPE", description);
  }
}

/** The element type of a tensor does not fit, or the device lacks it. */
export class DTypeError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("DTYPE", description);
  }
}

/** An argument has a value that is not allowed, or is unknown. */
export class ArgumentError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("ARGUMENT", description);
  }
}

/** The device has no kernel for an op. No other device steps in. */
export class UnsupportedOpError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("UNSUPPORTED_OP", description);
  }
}

/** A backend cannot be opened here, or none has been chosen. */
export class BackendUnavailableError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("BACKEND_UNAVAILABLE", description);
  }
}

/** A tensor, variable or device was used after `dispose()`. */
export class DisposedTensorError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("DISPOSED_TENSOR", description);
  }
}

/** Operands of one op live on two devices. */
export class ForeignTensorError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("FOREIGN_TENSOR", description);
  }
}

/** The graphics device went away. */
export class DeviceLostError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("DEVICE_LOST", description);
  }
}

/** A worker that shared the computation ended or does not answer; its part was computed again. */
export class WorkerLostError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("WORKER_LOST", description);
  }
}

/** Device or linear memory is exhausted. */
export class OutOfMemoryError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("OUT_OF_MEMORY", description);
  }
}

/** Training met a number that is NaN or infinite, and was asked to look for such. */
export class NotFiniteError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("NOT_FINITE", description);
  }
}

/** A device reported that a kernel or a command was invalid: a defect of ours or of its driver. */
export class DeviceFaultError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("DEVICE_FAULT", description);
  }
}

/** A model file is damaged, foreign, hostile, or holds what sepconv does not know. */
export class ModelFormatError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("MODEL_FORMAT", description);
  }
}

/** The caller's `AbortSignal` fired. */
export class AbortedError extends SepconvError {
  constructor(description: ErrorDescription) {
    super("ABORTED", description);
  }
}

function messageOf({ where, problem, expected, remedy, ...rest }: ErrorDescription): string {
  const wanted = expected === undefined ? [] : [`expected ${expected}`];
  const received = "got" in rest ? [`got ${showValue(rest.got)}`] : [];
  const details = [...wanted, ...received].join(", ");
  return `${where}: ${problem}${details && `; ${details}`}.${remedy === undefined ? "" : ` ${remedy}`}`;
}

const longestShown = 120;

/** A value as error messages show it: strings quoted, lists in brackets, at most 120 characters. */
export function showValue(value: unknown): string {
  const text = showWhole(value, 3);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}

function showWhole(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, longestShown));
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (value === null || typeof value !== "object") return String(value);
  if (depth === 0) return "…";
  if (Array.isArray(value)) {
    const shown = value.slice(0, 16).map((item) => showWhole(item, depth - 1));
    return `[${[...shown, ...(value.length > 16 ? ["…"] : [])].join(", ")}]`;
  }
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of ${value.byteLength} bytes`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value.constructor?.name ?? "object";
  const entries = Object.entries(value).slice(0, 8);
  return `{ ${entries.map(([key, item]) => `${key}: ${showWhole(item, depth - 1)}`).join(", ")} }`;
}
