/** Bytes by name: what a store of models is made of. Names are short texts that are valid for files everywhere. */
export interface ByteStore {
  /** What is kept under a name; null where there is nothing. */
  read(name: string): Promise<Uint8Array | null>;
  /** Keeps bytes under a name, in place of what was there: whole, or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Forgets a name, if it is there. */
  remove(name: string): Promise<void>;
  /** All names. */
  names(): Promise<readonly string[]>;
}
