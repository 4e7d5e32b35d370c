import type { ContractCheck } from "./contract-check.js";
import { lifetimeChecks } from "./lifetime-checks.js";
import { memoryChecks } from "./memory-checks.js";
import { mutationChecks } from "./mutation-checks.js";
import { orderChecks } from "./order-checks.js";
import { packingChecks } from "./packing-checks.js";
import { placementChecks } from "./placement-checks.js";
import { planChecks } from "./plan-checks.js";

/** Every promise of the contract that is not about numbers. */
export const contractChecks: readonly ContractCheck[] = [
  ...planChecks,
  ...memoryChecks,
  ...placementChecks,
  ...orderChecks,
  ...packingChecks,
  ...lifetimeChecks,
  ...mutationChecks,
];
