export * from "@sepconv/core";
export { type LoadModelOptions, loadModel, type ModelSource } from "@sepconv/io";
export * as layers from "@sepconv/layers";
export { type DeviceName, deviceNames, type InitOptions, init } from "./init.js";
