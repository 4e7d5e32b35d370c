import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend } from "@sepconv/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as layers from "../../index.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A stream that keeps what is written, and what a terminal would show. */
class Screen implements layers.TerminalLike {
  text = "";
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY: boolean, columns = 80) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }

  get lines(): string[] {
    return this.text.split("\n").map((line) => (line.split("\r").at(-1) ?? "").replace("\u001b[K", ""));
  }
}

const control = (epochs: number, batches: number | null): layers.callbacks.TrainingControl => ({
  model: new layers.Sequential([new layers.Dense({ units: 1 })]),
  epochs,
  batches,
  learningRate: 1,
  stop: () => {},
  position: () => Promise.reject(new Error("none")),
  resume: () => {},
});

describe("ProgressBar on a terminal", () => {
  it("writes one line anew, with the time that remains, and ends it with the time that the epoch took", () => {
    const screen = new Screen(true);
    const bar = new layers.callbacks.ProgressBar({ stream: screen });
    bar.onTrainBegin(control(10, 30));
    bar.onEpochBegin(2);
    for (let batch = 0; batch < 11; batch++) {
      vi.setSystemTime((batch + 1) * 200);
      bar.onTrainBatchEnd?.(batch, { accuracy: 0.83, loss: 0.41 });
    }
    expect(screen.lines).toEqual([
      "Epoch 3/10",
      "11/30 ━━━━━━━───────────── 3s 200ms/step - accuracy: 0.8300 - loss: 0.4100",
    ]);
    vi.setSystemTime(75_000);
    for (let batch = 11; batch < 30; batch++) bar.onTrainBatchEnd?.(batch, { accuracy: 0.9, loss: 0.00025 });
    bar.onEpochEnd(2, { loss: 0.00025, val_loss: -2 });
    expect(screen.lines).toEqual([
      "Epoch 3/10",
      "30/30 ━━━━━━━━━━━━━━━━━━━━ 1:15 3s/step - loss: 2.5000e-4 - val_loss: -2.0000",
      "",
    ]);
  });

  it("is drawn every 50 ms at most, fits the line, and counts where the data does not say how much there is", () => {
    const screen = new Screen(true, 24);
    const bar = new layers.callbacks.ProgressBar({ stream: screen });
    bar.onTrainBegin(control(1, null));
    bar.onEpochBegin(0);
    vi.setSystemTime(60);
    for (let batch = 0; batch < 100; batch++) bar.onTrainBatchEnd?.(batch, { loss: 1 });
    expect(screen.lines).toEqual(["1/Unknown 0s 60ms/step…"]);
    bar.onTrainError();
    expect(screen.lines.length).toBe(2);
  });

  it("knows half steps and long times", () => {
    const screen = new Screen(true, 40);
    const bar = new layers.callbacks.ProgressBar({ stream: screen });
    bar.onTrainBegin(control(1, 8000));
    bar.onEpochBegin(0);
    vi.setSystemTime(1_100_000);
    bar.onTrainBatchEnd?.(1099, {});
    expect(screen.lines).toEqual(["1100/8000 ━━╸───────────────── 1:55:00…"]);
  });
});

describe("ProgressBar elsewhere", () => {
  it("writes a line for each epoch", () => {
    const screen = new Screen(false);
    const bar = new layers.callbacks.ProgressBar({ stream: screen });
    expect(bar.onTrainBatchEnd).toBeUndefined();
    bar.onTrainBegin(control(10, 30));
    bar.onEpochBegin(2);
    vi.setSystemTime(15);
    bar.onEpochEnd(2, { loss: 0.5 });
    expect(screen.text).toBe("Epoch 3/10 - 30/30 - 0s - 500us/step - loss: 0.5000\n");
  });

  it("refuses a stream that cannot be written to", () => {
    expect(() => new layers.callbacks.ProgressBar({ stream: {} as never })).toThrow(
      "ProgressBar: stream cannot be written to; expected a method write(text), got {  }.",
    );
  });
});

describe("verbose", () => {
  const written = async (verbose: unknown): Promise<string> => {
    await useBackend(createCpuBackend());
    const model = new layers.Sequential([new layers.Dense({ units: 1, inputShape: [1], kernelInitializer: "ones" })]);
    model.compile({ loss: "mse" });
    let text = "";
    const { write, isTTY } = process.stdout;
    process.stdout.isTTY = false;
    process.stdout.write = (chunk: unknown) => {
      text += String(chunk);
      return true;
    };
    try {
      await model.fit(tensor([[1]]), tensor([[1]]), { epochs: 2, verbose } as layers.FitOptions);
    } finally {
      Object.assign(process.stdout, { write, isTTY });
    }
    return text;
  };

  it("is silent by default, and tells of each epoch on request", async () => {
    expect(await written(undefined)).toBe("");
    expect(await written("auto")).toBe("");
    const lines =
      "Epoch 1/2 - 1/1 - 0s - 0us/step - loss: 0.0000e+0\nEpoch 2/2 - 1/1 - 0s - 0us/step - loss: 0.0000e+0\n";
    expect(await written(1)).toBe(lines);
    expect(await written(2)).toBe(lines);
    await expect(written(3)).rejects.toThrow(/fit: verbose is not valid; expected 0, 1, 2 or "auto", got 3\.$/);
  });
});
