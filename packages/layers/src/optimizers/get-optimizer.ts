import { ArgumentError } from "@sepconv/backend";
import { type Config, isConfig, serializedParts } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { constructRegistered, registeredItem, registeredNameOf } from "../serialization/registry.js";
import { Adadelta } from "./adadelta.js";
import { Adafactor } from "./adafactor.js";
import { Adagrad } from "./adagrad.js";
import { Adam } from "./adam.js";
import { Adamax } from "./adamax.js";
import { AdamW } from "./adamw.js";
import { Ftrl } from "./ftrl.js";
import { Lamb } from "./lamb.js";
import { Lion } from "./lion.js";
import { Muon } from "./muon.js";
import { Nadam } from "./nadam.js";
import { Optimizer } from "./optimizer.js";
import { optionsOf } from "./optimizer-config.js";
import { RMSprop } from "./rmsprop.js";
import { ScheduleFreeAdamW } from "./schedule-free-adamw.js";
import { SGD } from "./sgd.js";

/** An optimizer, its name, or its serialized form. */
export type OptimizerLike = Optimizer | string | Config;

interface OptimizerClass {
  fromConfig(config: Config, options: DialectOption): Optimizer;
}

const classes: Readonly<Record<string, OptimizerClass>> = {
  Adadelta,
  Adafactor,
  Adagrad,
  Adam,
  AdamW,
  Adamax,
  Ftrl,
  Lamb,
  Lion,
  Muon,
  Nadam,
  RMSprop,
  SGD,
  ScheduleFreeAdamW,
};

/** Classes that Keras knows by their serialized forms alone. */
const nameless = ["Lamb"];

/**
 * The optimizer that `identifier` names: a class in any letter case, with or without underscores, a serialized form, or an
 * optimizer itself.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 */
export function getOptimizer(
  where: string,
  identifier: unknown,
  { dialect = "keras3" }: DialectOption = {},
): Optimizer {
  if (identifier instanceof Optimizer) return identifier;
  const isName = typeof identifier === "string";
  if (isName || isConfig(identifier)) {
    const { className, config } = isName ? { className: identifier, config: {} } : serializedParts(where, identifier);
    const own = ownOptimizer(where, isName ? undefined : identifier["registered_name"], className, config, dialect);
    // Keras 2 wrote some of its own classes as registered ones: "Custom>Adam".
    const found = own ?? classNamed(dialect === "keras2" ? className.replace(/^.*>/, "") : className, isName);
    if (found instanceof Optimizer) return found;
    // Lion is the one whose learning rate Keras 3 has changed.
    const initial = dialect === "keras2" && found === Lion ? { learning_rate: 1e-4, ...config } : config;
    if (found) return found.fromConfig(initial, { dialect });
  }
  if (isConfig(identifier) && identifier["class_name"] === "LossScaleOptimizer") {
    throw new ArgumentError({
      where,
      problem: "LossScaleOptimizer is not there",
      got: identifier,
      remedy: "Use the optimizer inside it: mixed policies are computed in float32, which needs no scaling.",
    });
  }
  const known = Object.keys(classes).filter((className) => !(isName && nameless.includes(className)));
  const expected = known.map((className) => `"${className}"`).join(", ");
  throw new ArgumentError({ where, problem: "optimizer is unknown", expected, got: identifier });
}

/** An optimizer as Keras writes it, from which `get` makes an equal one, without its state. */
export function serializeOptimizer(optimizer: Optimizer, options: DialectOption = {}): Config {
  const registered = registeredNameOf(optimizer.constructor);
  return {
    module: registered === undefined ? "keras.optimizers" : null,
    class_name: registered === undefined ? optimizer.className : registered.slice(registered.indexOf(">") + 1),
    config: optimizer.getConfig(options),
    registered_name: registered ?? null,
  };
}

function classNamed(className: string, isName: boolean): OptimizerClass | undefined {
  const key = plain(className);
  const found = Object.keys(classes).find((known) => plain(known) === key);
  return found === undefined || (isName && nameless.includes(found)) ? undefined : classes[found];
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** An optimizer of a class that somebody has registered. */
function ownOptimizer(
  where: string,
  registered: unknown,
  className: string,
  config: Config,
  dialect: NonNullable<DialectOption["dialect"]>,
): Optimizer | undefined {
  const item = registeredItem(registered) ?? registeredItem(className);
  if (item === undefined) return undefined;
  const made = constructRegistered(item, config, optionsOf(config, { dialect }), { dialect });
  if (made instanceof Optimizer) return made;
  const problem = `the class registered as "${className}" makes no optimizer`;
  throw new ArgumentError({ where, problem, expected: "an optimizer", got: made });
}
