export { createCpuBackend } from "./create-cpu-backend.js";
