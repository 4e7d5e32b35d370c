import { ArgumentError } from "@sepconv/backend";

const rootPattern = /^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$/;
const innerPattern = /^[A-Za-z0-9_.\\/>-]*$/;

/** How often a name was asked for, and up to which number its numbered names are taken: all from 1 on. */
interface Uses {
  readonly asked: number;
  readonly numbered: number;
}

/**
 * The names of one graph: of name scopes, under which operations would stand, and of variables. A name that is taken gets a
 * number; capital letters do not make another name. What scopes are called shows in the names of variables only where both
 * want the same one.
 */
export class NameScopes {
  #current = "";
  /** The names that were asked for, in small letters. */
  readonly #uses = new Map<string, Uses>();
  /** The same names, in the order in which they came. */
  readonly #order: string[] = [];

  /** The current scope with a slash at its end; "" outside of all. */
  get current(): string {
    return this.#current === "" ? "" : `${this.#current}/`;
  }

  /**
   * Runs `body` in a scope below the current one, made unique by a number. A name with a slash at its end is entered as it
   * stands; an empty one leaves all scopes.
   *
   * Names below a numbered scope are forgotten with it, so that a loop that opens one leaves the graph as it is.
   *
   * @throws ArgumentError for a name that TensorFlow does not take.
   */
  within<Result>(name: string, body: (scope: string) => Result): Result {
    const outer = this.#current;
    const { scope, numbered } = this.#enter(name);
    const known = this.#order.length;
    this.#current = scope;
    try {
      return body(this.current);
    } finally {
      this.#current = outer;
      if (numbered) this.#forgetBelow(scope, known);
    }
  }

  /** The name of a variable, whatever the scope: numbered where it is taken. @throws ArgumentError */
  variable(name: string): string {
    checkName(name, rootPattern, "root ");
    return this.#unique(name);
  }

  #enter(name: unknown): { scope: string; numbered: boolean } {
    if (typeof name !== "string") {
      throw new ArgumentError({ where: "nameScope", problem: "name is not valid", expected: "a string", got: name });
    }
    if (name === "") return { scope: "", numbered: false };
    if (this.#current === "") checkName(name, rootPattern, "root ");
    else checkName(name, innerPattern, "");
    if (name.endsWith("/")) return { scope: name.slice(0, -1), numbered: false };
    const full = `${this.current}${name}`;
    const scope = this.#unique(full);
    return { scope, numbered: scope !== full };
  }

  /** The name, or the name with the first number that is free. */
  #unique(name: string): string {
    const key = name.toLowerCase();
    const { asked, numbered } = this.#usesOf(key);
    let number = numbered;
    if (asked > 0) {
      do number++;
      while (this.#uses.has(`${key}_${number}`));
    }
    if (!this.#uses.has(key)) this.#order.push(key);
    this.#uses.set(key, { asked: asked + 1, numbered: number });
    return asked === 0 ? name : `${name}_${number}`;
  }

  #usesOf(key: string): Uses {
    const uses = this.#uses.get(key);
    if (uses) return uses;
    const [, base = "", number = "0"] = /^(.*)_([1-9]\d*)$/s.exec(key) ?? [];
    const made = Number(number) > 0 && Number(number) <= (this.#uses.get(base)?.numbered ?? 0);
    return { asked: made ? 1 : 0, numbered: 0 };
  }

  #forgetBelow(scope: string, known: number): void {
    if (this.#order.length === known) return;
    const below = `${scope.toLowerCase()}/`;
    const added = this.#order.splice(known);
    for (const key of added) {
      if (key.startsWith(below)) this.#uses.delete(key);
      else this.#order.push(key);
    }
  }
}

function checkName(name: string, pattern: RegExp, kind: "root " | ""): void {
  if (pattern.test(name)) return;
  throw new ArgumentError({
    where: "nameScope",
    problem: `${JSON.stringify(name)} is not a valid ${kind}scope name`,
    expected: String(pattern),
    got: name,
  });
}
