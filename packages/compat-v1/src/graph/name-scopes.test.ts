import { describe, expect, it } from "vitest";
import { NameScopes } from "./name-scopes.js";

/** TensorFlow's rule as it is written there: a table of every name that is in use. */
function uniqueByTable(inUse: Map<string, number>, name: string): string {
  const key = name.toLowerCase();
  let count = inUse.get(key) ?? 0;
  inUse.set(key, count + 1);
  if (count === 0) return name;
  while (inUse.has(`${key}_${count}`)) count++;
  inUse.set(`${key}_${count}`, 1);
  return `${name}_${count}`;
}

describe("NameScopes", () => {
  it("numbers names as TensorFlow's table does, whatever comes first", () => {
    const names = ["a", "A", "a_1", "a_2", "a_3", "a_1_1", "b_1", "b", "a_02"];
    for (let seed = 1; seed <= 200; seed++) {
      const scopes = new NameScopes();
      const table = new Map<string, number>();
      for (let step = 0, state = seed; step < 40; step++) {
        state = (state * 48271) % 2147483647;
        const name = names[state % names.length] ?? "a";
        expect(scopes.variable(name), `seed ${seed}, step ${step}`).toBe(uniqueByTable(table, name));
      }
    }
  });

  it("keeps names of scopes apart below different scopes, and forgets those below a numbered one", () => {
    const scopes = new NameScopes();
    const inner = (): string => scopes.within("y", (scope) => scope);
    const outer = (): string => scopes.within("x", inner);
    expect([outer(), outer(), scopes.within("x/", inner), scopes.within("x_1/", inner)]).toEqual([
      "x/y/",
      "x_1/y/",
      "x/y_1/",
      "x_1/y/",
    ]);
  });

  it("takes slashes and small letters inside of a scope, and refuses them outside", () => {
    const scopes = new NameScopes();
    expect(scopes.within("x", () => scopes.within("_y", (scope) => scope))).toBe("x/_y/");
    expect(() => scopes.variable("_y")).toThrow('nameScope: "_y" is not a valid root scope name');
    expect(() => scopes.within("x", () => scopes.within("a b", () => {}))).toThrow(
      'nameScope: "a b" is not a valid scope name; expected /^[A-Za-z0-9_.\\\\/>-]*$/, got "a b".',
    );
  });
});
