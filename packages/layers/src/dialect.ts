/** The versions of Keras whose names and configurations can be read and written; where nobody says which, it is Keras 3. */
export const dialects = ["keras2", "keras3"] as const;

export type Dialect = (typeof dialects)[number];

/** What functions take that read or write names and configurations. */
export interface DialectOption {
  /** Whose names are meant. Default: "keras3". */
  readonly dialect?: Dialect;
}
