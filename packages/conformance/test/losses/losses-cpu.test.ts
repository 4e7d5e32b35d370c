import { createCpuBackend } from "@sepconv/backend-cpu";
import { useBackend } from "@sepconv/core";
import { describeLosses } from "./describe-losses.js";

describeLosses("cpu", () => useBackend(createCpuBackend()));
