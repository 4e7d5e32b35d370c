import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { readFromDisk } from "../golden/read-from-disk.js";
import { describeLayers } from "./describe-layers.js";

describeLayers("cpu", () => useBackend(createCpuBackend()), {
  read: readFromDisk,
  gradients: true,
  float64: true,
  factor: 1,
});
