import type { Recipe } from "./recipe.js";
import { heartbeat } from "./recipes/heartbeat.js";
import { motion } from "./recipes/motion.js";
import { vowels } from "./recipes/vowels.js";

export type NetName = "motion" | "vowels" | "heartbeat";

export const netNames: readonly NetName[] = ["motion", "vowels", "heartbeat"];

/** How each net is trained. */
export const recipes: Readonly<Record<NetName, Recipe>> = { motion, vowels, heartbeat };
