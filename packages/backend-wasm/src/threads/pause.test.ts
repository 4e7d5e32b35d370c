import { expect, test } from "vitest";
import { Pause } from "./pause.js";

function skipped(pause: Pause): number {
  let jobs = 0;
  while (pause.skips()) jobs++;
  return jobs;
}

test("jobs stay on one thread for a while after workers were not there, longer each time", () => {
  const pause = new Pause();
  pause.note(1, 0.9);
  expect(skipped(pause)).toBe(0);
  const lengths = [1, 2, 3, 4, 5, 6, 7].map(() => {
    pause.note(1, 5);
    return skipped(pause);
  });
  expect(lengths).toEqual([8, 16, 32, 64, 128, 256, 256]);
});

test("jobs that went well shorten the next pause", () => {
  const pause = new Pause();
  pause.note(1, 5);
  expect(skipped(pause)).toBe(8);
  for (let job = 0; job < 8; job++) pause.note(1, 0);
  pause.note(1, 5);
  expect(skipped(pause)).toBe(8);
});
