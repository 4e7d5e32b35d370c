import { ArgumentError, isFloating } from "@sepconv/backend";
import { type Tensor, Variable } from "@sepconv/core";
import { type Config, isConfig } from "../config.js";
import { get as getSchedule, type Schedule, serialize as serializeSchedule } from "../schedules/index.js";
import { registeredPartName } from "../serialization/registered-part.js";
import { registeredItem } from "../serialization/registry.js";

/** A number, a variable of one number, a schedule or its serialized form, or a function of the step, counted from 0. */
export type LearningRateLike = number | Variable | Schedule | Config | ((step: number) => number);

/** A function of somebody's own, or a schedule. */
type RateFunction = Schedule | ((step: number) => number);

/** An optimizer's learning rate: a variable, which can be set and belongs to the state, or a function of the step. */
export class LearningRate {
  readonly #where: string;
  #source: Variable | RateFunction;

  /** @param makeVariable makes the variable of a number. @throws ArgumentError for what is no learning rate. */
  constructor(where: string, given: LearningRateLike, makeVariable: (value: number) => Variable) {
    this.#where = where;
    const source = this.#sourceOf(given);
    this.#source = typeof source === "number" ? makeVariable(source) : source;
  }

  /** The variable that holds it, or null for a function of the step. */
  get variable(): Variable | null {
    return this.#source instanceof Variable ? this.#source : null;
  }

  /** The rate of a step, counted from 0. */
  at(step: number): number {
    if (this.#source instanceof Variable) return numberIn(this.#source);
    const rate = this.#source(step);
    if (isRate(rate)) return rate;
    throw this.#refusal(`the learning rate of step ${step} is not valid`, "a number from 0 up", rate);
  }

  /**
   * Gives the variable another value, or puts a schedule in its place.
   *
   * @throws ArgumentError for what is no learning rate, and for a number in place of a schedule.
   */
  set(given: LearningRateLike): void {
    const source = this.#sourceOf(given);
    if (typeof source !== "number") {
      this.#source = source;
    } else if (this.#source instanceof Variable) {
      this.#source.assign(source);
    } else {
      throw this.#refusal("a learning rate that a schedule gives cannot be set to a number", "a schedule", given);
    }
  }

  /** As Keras writes it. */
  getConfig(): unknown {
    const source = this.#source;
    if (source instanceof Variable) return numberIn(source);
    if (isSchedule(source)) return serializeSchedule(source);
    const name = registeredPartName(source) ?? source.name;
    return { module: null, class_name: "function", config: name, registered_name: name };
  }

  #sourceOf(given: LearningRateLike): number | Variable | RateFunction {
    if (isRate(given)) return given;
    if (given instanceof Variable) {
      if (given.size === 1 && isFloating(given.dtype)) return given;
    } else if (typeof given === "function") {
      return given;
    } else if (isConfig(given)) {
      const named = given["class_name"] === "function" ? registeredItem(given["config"]) : undefined;
      return named ? (step) => Number(Reflect.apply(named, undefined, [step])) : getSchedule(given);
    }
    throw this.#refusal(
      "learningRate is not valid",
      "a number from 0 up, a schedule, a function of the step, or a variable of one number",
      given,
    );
  }

  #refusal(problem: string, expected: string, got: unknown): ArgumentError {
    return new ArgumentError({ where: this.#where, problem, expected, got });
  }
}

/** The one number that a tensor holds. */
export function numberIn(one: Tensor): number {
  return one.dataSync()[0] ?? Number.NaN;
}

function isRate(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY;
}

function isSchedule(source: RateFunction): source is Schedule {
  return "className" in source && "getConfig" in source;
}
