import { type Activation, plainActivation } from "./activation.js";

/** x, whatever it is. */
export const linear: Activation<Record<never, never>> = /* @__PURE__ */ plainActivation("linear", "linear", (x) => x);
