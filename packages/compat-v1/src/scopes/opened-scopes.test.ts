import { expect, it } from "vitest";
import { OpenedScopes } from "./opened-scopes.js";

it("remembers what was opened until the scope around is left", () => {
  const opened = new OpenedScopes();
  for (const name of ["s", "s/a", "s/a", "s/a_1", "st"]) opened.add(name);
  opened.left("s");
  expect(["s", "s/a", "s/a_1", "st", "other"].map((name) => opened.has(name))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

it("takes changes back, those of inner bodies as well, and those of a body that throws", () => {
  const opened = new OpenedScopes();
  for (const name of ["s", "s/a", "s/a_1"]) opened.add(name);
  const body = (): void => {
    opened.left("s");
    opened.unchangedBy(() => opened.add("u"));
    expect(["u", "s/a"].map((name) => opened.has(name))).toEqual([false, false]);
    opened.add("t");
    opened.add("s/a_1");
    throw new RangeError("stop");
  };
  expect(() => opened.unchangedBy(body)).toThrow("stop");
  expect(["s", "s/a", "s/a_1", "t"].map((name) => opened.has(name))).toEqual([true, true, true, false]);
  expect(opened.unique("s/a")).toBe("s/a_2");
});

it("numbers names as a table of all of them would, whatever is opened first", () => {
  const names = ["a", "a_1", "a_2", "a_3", "b_1", "b", "s/a", "s/a_1", "s/a_02"];
  for (let seed = 1; seed <= 200; seed++) {
    const opened = new OpenedScopes();
    const table = new Set<string>();
    for (let step = 0, state = seed; step < 60; step++) {
      state = (state * 48271) % 2147483647;
      const name = names[state % names.length] ?? "a";
      if (state % 11 === 0) {
        opened.left("s");
        for (const key of table) if (key.startsWith("s/")) table.delete(key);
        continue;
      }
      const title = `seed ${seed}, step ${step}`;
      expect(opened.unique(name), title).toBe(uniqueByTable(table, name));
      const next = state % 3 === 0 ? name : opened.unique(name);
      opened.add(next);
      table.add(next);
      expect(
        names.map((each) => opened.has(each)),
        title,
      ).toEqual(names.map((each) => table.has(each)));
    }
  }
});

// A table that is searched from the start each time would take minutes.
it("numbers a hundred thousand names one after another", { timeout: 5000 }, () => {
  const opened = new OpenedScopes();
  for (let call = 0; call < 100_000; call++) {
    const name = opened.unique("s/flatten");
    opened.add(name);
    opened.left(name);
  }
  expect(opened.unique("s/flatten")).toBe("s/flatten_100000");
});

/** TensorFlow's rule as it is written there. */
function uniqueByTable(table: ReadonlySet<string>, name: string): string {
  if (!table.has(name)) return name;
  let number = 1;
  while (table.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
