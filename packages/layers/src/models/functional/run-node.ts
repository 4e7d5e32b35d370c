import type { Tensor } from "@sepconv/core";
import type { CallOptions } from "../../call-options.js";
import type { Layer } from "../../layer.js";
import { MergeLayer } from "../../merging/merge-layer.js";
import type { PartialShape } from "../../partial-shape.js";
import { Model } from "../model.js";
import { type NodeResult, passesMasks } from "../passes-masks.js";

/**
 * Calls a layer as a graph of layers does: a model with all its inputs, a layer with one, or with a list where it was given
 * one.
 */
export function runNode(
  layer: Layer,
  inputs: readonly Tensor[],
  masks: readonly (Tensor | null)[],
  options: CallOptions,
): NodeResult {
  const [input] = inputs;
  if (passesMasks(layer)) return layer.applyMasked(inputs, masks, options);
  if (layer instanceof Model && layer.inputNames.length > 1) {
    return { outputs: layer.applyFlat(inputs, options), masks: [] };
  }
  if (layer instanceof MergeLayer) {
    const outputs = [layer.apply(inputs, { ...options, mask: masks })];
    return { outputs, masks: [layer.computeMask(inputs, masks)] };
  }
  if (!input) return { outputs: [], masks: [] };
  const [mask = null] = masks;
  const withMask = mask && layer.supportsMasking ? { ...options, mask } : options;
  const outputs = layer instanceof Model ? layer.applyFlat([input], withMask) : [layer.apply(input, withMask)];
  return { outputs, masks: [layer.computeMask(input, mask)] };
}

/** The shapes of what a call of a layer gives. */
export function nodeOutputShapes(layer: Layer, inputShapes: readonly PartialShape[]): readonly PartialShape[] {
  if (layer instanceof Model) return layer.outputShapes(inputShapes);
  if (layer instanceof MergeLayer) return [layer.computeOutputShape(inputShapes)];
  const [shape = []] = inputShapes;
  return [layer.computeOutputShape(shape)];
}
