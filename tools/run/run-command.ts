import { type ChildProcess, spawn } from "node:child_process";

/**
 * Commands that are running now. They stay in this process's group, so that whoever ends the whole group ends them, too; each of
 * them ends what it started when it is told to end.
 */
const running = new Set<ChildProcess>();

/** What came of a command. */
export interface CommandResult {
  readonly passed: boolean;
  /** Standard output and standard error in the order in which they came. */
  readonly output: string;
  readonly milliseconds: number;
}

/**
 * Runs a command and keeps what it prints.
 *
 * @param onText is handed the text as it comes
 */
export function runCommand(
  command: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
  onText: (text: string) => void = () => {},
): Promise<CommandResult> {
  const [file, ...args] = command;
  const started = performance.now();
  const child = spawn(file, args, {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      onText(text);
    });
  }
  return new Promise((resolve) => {
    const finish = (passed: boolean): void => {
      running.delete(child);
      resolve({ passed, output, milliseconds: performance.now() - started });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(false);
    });
    child.on("close", (code) => finish(code === 0));
  });
}

/** Ends every command that is still running. */
export function endCommands(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}
