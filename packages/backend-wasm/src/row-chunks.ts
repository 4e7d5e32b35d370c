/** Threads beyond this many have nothing to do; each chunk has sums of its own. */
const mostChunks = 16;
/** Fewer rows are not worth sums of their own. */
const leastRows = 64;

/** Rows in chunks that follow from their number alone, so that sums do not depend on the number of threads; at least one. */
export interface RowChunks {
  readonly chunks: number;
  /** The last chunk may have fewer. */
  readonly chunkRows: number;
}

/** How rows are cut. */
export function rowChunks(rows: number): RowChunks {
  const chunkRows = Math.max(Math.ceil(rows / mostChunks), leastRows);
  return { chunkRows, chunks: Math.max(Math.ceil(rows / chunkRows), 1) };
}
