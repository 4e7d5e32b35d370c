import { DeviceFaultError, OutOfMemoryError, type SepconvError } from "@sepconv/backend";
import { describe, expect, it } from "vitest";
import { DeviceFaults } from "./device-faults.js";

/** Error scopes that report what stands in `messages`. */
class FakeScopes {
  messages: Partial<Record<GPUErrorFilter, string>> = {};
  lost = false;
  readonly open: GPUErrorFilter[] = [];

  pushErrorScope(filter: GPUErrorFilter): undefined {
    this.open.push(filter);
  }

  popErrorScope(): Promise<GPUError | null> {
    const filter = this.open.pop();
    const message = filter && this.messages[filter];
    if (this.lost) return Promise.reject(new Error("the device is lost"));
    return Promise.resolve(message === undefined ? null : { __brand: "GPUError", message });
  }
}

function openFaults(messages: FakeScopes["messages"] = {}) {
  const scopes = new FakeScopes();
  scopes.messages = messages;
  return { scopes, faults: new DeviceFaults(scopes) };
}

const refused = (where: string, message: string) =>
  new DeviceFaultError({
    where,
    problem: `the device refused the work (${message})`,
    remedy: "What it was to compute is not there. This is a fault of sepconv or of the driver; please report it.",
  });

describe("DeviceFaults", () => {
  it("returns what the guarded calls return, and settles without reports", async () => {
    const { faults, scopes } = openFaults();
    expect(faults.guard("unary", () => 7)).toBe(7);
    expect(scopes.open).toEqual([]);
    await expect(faults.settle()).resolves.toBeUndefined();
  });

  it("puts a report down to the ops, once", async () => {
    const { faults, scopes } = openFaults({ validation: "Binding 1\n  is missing." });
    faults.guard("unary, matmul", () => {});
    scopes.messages = {};
    await expect(faults.settle()).rejects.toThrow(refused("unary, matmul", "Binding 1 is missing"));
    await expect(faults.settle()).resolves.toBeUndefined();
  });

  it("keeps a fault until somebody asks", async () => {
    const { faults, scopes } = openFaults({ internal: "the compiler crashed" });
    faults.guard("softmax", () => {});
    scopes.messages = {};
    for (let round = 0; round < 10; round++) await Promise.resolve();
    faults.guard("unary", () => {});
    await expect(faults.settle()).rejects.toThrow(refused("softmax", "the compiler crashed"));
    await expect(faults.settle()).resolves.toBeUndefined();
  });

  it("tells everyone who waits while a fault is found", async () => {
    const { faults } = openFaults({ validation: "no" });
    faults.guard("pad", () => {});
    const waiting = await Promise.allSettled([faults.settle(), faults.settle()]);
    expect(waiting.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("prefers a lack of memory to what follows from it", async () => {
    const { faults } = openFaults({ validation: "invalid buffer", "out-of-memory": "4 GB" });
    faults.guard("allocate", () => {});
    await expect(faults.settle()).rejects.toThrow(
      new OutOfMemoryError({
        where: "allocate",
        problem: "the device has no memory left (4 GB)",
        remedy: "Free tensors with tidy() or dispose(), or split the batch.",
      }),
    );
  });

  it("tells the first of several faults and drops what followed from it", async () => {
    const { faults, scopes } = openFaults({ validation: "bad shader" });
    faults.guard("unary", () => {});
    scopes.messages = { validation: "bad commands" };
    faults.guard("unary, binary", () => {});
    await expect(faults.settle()).rejects.toThrow(refused("unary", "bad shader"));
    await expect(faults.settle()).resolves.toBeUndefined();
  });

  it("tells the caller of guard as soon as the fault is known", async () => {
    const { faults } = openFaults({ validation: "bad shader" });
    const found: SepconvError[] = [];
    faults.guard(
      "unary",
      () => {},
      (fault) => found.push(fault),
    );
    const told = await faults.settle().catch((error: unknown) => error);
    expect(found).toEqual([told]);
  });

  it("closes its scopes when the calls throw, and bears a device that cannot report", async () => {
    const { faults, scopes } = openFaults();
    scopes.lost = true;
    const failing = () => {
      throw new TypeError("wrong argument");
    };
    expect(() => faults.guard("unary", failing)).toThrow(new TypeError("wrong argument"));
    expect(scopes.open).toEqual([]);
    await expect(faults.settle()).resolves.toBeUndefined();
  });
});
