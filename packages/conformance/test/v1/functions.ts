import type * as v1 from "@sepconv/compat-v1";
import { functions as pythonFunctions } from "../layer-configs/python-arguments.js";

const freeze: v1.CustomGetter = (getter, name, options) => getter(name, { ...options, trainable: false });
const prefixTower: v1.CustomGetter = (getter, name, options) => getter(`tower_${name}`, options);

/** The functions that the vectors name. */
export const functions: Readonly<Record<string, unknown>> = {
  ...pythonFunctions,
  returns_none: () => null,
  freeze,
  prefix_tower: prefixTower,
};
