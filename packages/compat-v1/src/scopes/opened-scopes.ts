/**
 * The names of variable scopes that were opened since their parents were left: what makes default names unique. Numbers that
 * were given in turn are kept as one, so that a loop which opens a new scope each time leaves the graph as it is.
 */
export class OpenedScopes {
  readonly #names = new Map<string, true>();
  /** Of each name the n for which name_1, …, name_n are open. */
  readonly #numbered = new Map<string, number>();
  /** How to take changes back, in the order in which they were made. */
  readonly #before: (() => void)[] = [];
  #depth = 0;

  has(name: string): boolean {
    if (this.#names.has(name)) return true;
    const { base, number } = partsOf(name);
    return number > 0 && number <= (this.#numbered.get(base) ?? 0);
  }

  add(name: string): void {
    if (this.has(name)) return;
    const { base, number } = partsOf(name);
    if (number !== (this.#numbered.get(base) ?? 0) + 1) {
      this.#set(this.#names, name, true);
      return;
    }
    let last = number;
    while (this.#names.has(`${base}_${last + 1}`)) last++;
    this.#set(this.#numbered, base, last);
  }

  /** The name itself where nothing is open under it, else with the first number that is free. */
  unique(name: string): string {
    if (!this.has(name)) return name;
    let number = (this.#numbered.get(name) ?? 0) + 1;
    while (this.has(`${name}_${number}`)) number++;
    return `${name}_${number}`;
  }

  /** Forgets the scopes below one that was left. */
  left(name: string): void {
    const below = `${name}/`;
    for (const key of this.#names.keys()) if (key.startsWith(below)) this.#set(this.#names, key, undefined);
    for (const key of this.#numbered.keys()) if (key.startsWith(below)) this.#set(this.#numbered, key, undefined);
  }

  /** Runs `body`, and takes back afterwards what it opened and left. */
  unchangedBy<Result>(body: () => Result): Result {
    const known = this.#before.length;
    this.#depth++;
    try {
      return body();
    } finally {
      this.#depth--;
      for (const takeBack of this.#before.splice(known).reverse()) takeBack();
    }
  }

  #set<Value>(of: Map<string, Value>, name: string, value: Value | undefined): void {
    const before = of.get(name);
    if (this.#depth > 0) this.#before.push(() => assign(of, name, before));
    assign(of, name, value);
  }
}

function assign<Value>(of: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) of.delete(name);
  else of.set(name, value);
}

/** `conv_3` → conv and 3; the number is 0 where there is none. */
function partsOf(name: string): { base: string; number: number } {
  const [, base = name, digits = "0"] = /^(.*)_([1-9]\d*)$/s.exec(name) ?? [];
  return { base, number: Number(digits) };
}
