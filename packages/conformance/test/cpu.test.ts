import { createCpuBackend } from "@sepconv/backend-cpu";
import { describeConformance } from "@sepconv/conformance";

describeConformance("cpu", () => createCpuBackend());
