import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeActivations } from "./describe-activations.js";

describeActivations("cpu", () => useBackend(createCpuBackend()), {
  read: readFromDisk,
  gradients: true,
  float64: true,
  infinities: true,
  factor: 1,
});
