import { type ChildProcess, fork } from "node:child_process";
import type { Answers, Reply, Request } from "./requests.js";
import type { RuntimeName } from "./runtimes/runtimes.js";

/** Where the parts of the benchmark lie. */
export interface Places {
  /** The bundled child.js and first-result.js. */
  readonly scripts: string;
  /** The binary of the peak's loop. */
  readonly peakBinary: string;
  /** The folder with the installed peers. */
  readonly peers: string;
}

/** A runtime in a process of its own. */
export class RuntimeProcess {
  readonly name: RuntimeName;
  readonly #child: ChildProcess;

  constructor(name: RuntimeName, { scripts, peakBinary, peers }: Places) {
    this.name = name;
    this.#child = fork(`${scripts}/child.js`, [name, peakBinary, peers], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
  }

  /** @throws Error with what the child says, or that it ended. */
  ask<Kind extends Request["kind"]>(request: Request & { readonly kind: Kind }): Promise<Answers[Kind]> {
    return new Promise((resolve, reject) => {
      const onMessage = (reply: Reply): void => {
        this.#child.off("exit", onExit);
        if (reply.ok) resolve(reply.value as Answers[Kind]);
        else reject(new Error(reply.problem));
      };
      const onExit = (code: number | null): void => {
        this.#child.off("message", onMessage);
        reject(new Error(`the process ended with code ${code}`));
      };
      if (!this.#child.connected) {
        reject(new Error("the process has ended"));
        return;
      }
      this.#child.once("message", onMessage);
      this.#child.once("exit", onExit);
      this.#child.send(request);
    });
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}
