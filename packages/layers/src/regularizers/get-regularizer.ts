import type { Tensor } from "@sepconv/core";
import { type Config, optionsFromConfig } from "../config.js";
import type { Dialect } from "../dialect.js";
import {
  type OwnPart,
  type PartFamily,
  type PartLookup,
  type PartSerialization,
  resolvePart,
  serializePart,
} from "../named-part.js";
import { orthogonalRegularizer } from "./orthogonal-regularizer.js";
import { ownRegularizer } from "./own-regularizer.js";
import { l1, l1l2, l2 } from "./penalties.js";
import type { Regularizer } from "./regularizer.js";

/** A regularizer, its name ("l2", "L1L2"), its serialized form, a function of a tensor that gives one number, or an object with `call`. */
export type RegularizerLike = Regularizer | ((x: Tensor) => Tensor) | OwnPart | string | Config;

const module = "keras.regularizers";

const regularizers: PartFamily<Regularizer> = {
  module,
  classes: {
    L1: (config, dialect) => l1(optionsFromConfig(renamed(config, "l1", dialect))),
    L2: (config, dialect) => l2(optionsFromConfig(renamed(config, "l2", dialect))),
    L1L2: (config) => l1l2(optionsFromConfig(config)),
    OrthogonalRegularizer: (config) => orthogonalRegularizer(optionsFromConfig(config)),
    // Keras 2's function has other defaults than the class.
    l1_l2: (config) => l1l2({ l1: 0.01, l2: 0.01, ...optionsFromConfig(config) }),
  },
  only: { keras2: ["l1_l2"], keras3: [] },
  aliases: { keras2: {}, keras3: {} },
  own: ownRegularizer,
};

/** The regularizer that `identifier` names; null and undefined are none. @throws ArgumentError for an unknown one. */
export function getRegularizer(
  where: string,
  argument: string,
  identifier: unknown,
  lookup?: PartLookup,
): Regularizer | null {
  if (identifier === null || identifier === undefined) return null;
  return resolvePart(regularizers, where, argument, identifier, lookup);
}

/** A regularizer as Keras writes it. */
export function serializeRegularizer(regularizer: Regularizer, options?: PartSerialization): Config {
  return serializePart(module, regularizer, options);
}

/** Keras 2 also calls the factor `l`. */
function renamed({ l, ...config }: Config, name: string, dialect: Dialect): Config {
  return l === undefined ? config : { ...config, [dialect === "keras2" ? name : "l"]: l };
}
