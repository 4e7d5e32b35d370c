import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeGolden } from "./golden/describe-golden.js";
import { readFromDisk } from "./golden/read-from-disk.js";

describeGolden("cpu", () => useBackend(createCpuBackend()), {
  read: readFromDisk,
  gradients: true,
  float64: true,
  factor: 1,
});
