import { constants } from "node:os";

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How often a process that npm started looks whether npm is still there. */
const WATCH_MILLISECONDS = 200;

/** The process that started this one; the number changes when it is gone. */
const PARENT = process.ppid;

/**
 * Passes SIGINT, SIGTERM and SIGHUP on to a child and waits until it has ended, so that nothing outlives this process.
 * npm starts scripts through a shell that dies of a signal without passing it on; so a process that npm started takes the loss of
 * its parent for a SIGTERM.
 * A child that does not end in time after a signal is killed.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {{ group?: boolean, grace?: number }} [options] `group`: the child leads a process group (`detached`), and the whole
 *   group is meant; `grace`: the milliseconds that it may take to end
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | undefined }>} the child's exit code (128 + number when a signal
 *   ended it), and the signal that this process was asked to end with
 */
export function forwardSignals(child, { group = false, grace = 5000 } = {}) {
  return new Promise((resolve, reject) => {
    /** @type {NodeJS.Signals | undefined} */
    let received;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      received ??= signal;
      send(child, signal, group);
      timer ??= setTimeout(() => send(child, "SIGKILL", group), grace);
    };
    for (const signal of SIGNALS) process.on(signal, pass);
    const watch = setInterval(() => {
      if (process.env["npm_lifecycle_event"] === undefined || process.ppid === PARENT) return;
      clearInterval(watch);
      pass("SIGTERM");
    }, WATCH_MILLISECONDS);
    const settle = () => {
      clearInterval(watch);
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, pass);
    };
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("exit", (code, signal) => {
      settle();
      resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGTERM"], signal: received });
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} group
 */
function send(child, signal, group) {
  if (child.pid === undefined) return;
  try {
    if (group && process.platform !== "win32") process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The child ended in the meantime.
  }
}
