import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeMotion } from "./motion/describe-motion.js";
import { readFromDisk } from "./motion/read-from-disk.js";

describeMotion("cpu", () => useBackend(createCpuBackend()), { read: readFromDisk, tolerance: 1e-5 });
