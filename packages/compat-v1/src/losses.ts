import { add, scalar, type Tensor, tidy } from "@sepconv/core";
import { GraphKeys } from "./graph/collections.js";
import { addToCollection, getCollection } from "./variables/list-variables.js";

/** What each regularizer costs now, in the order in which variables were made. @param scope as for `getCollection`. */
export function getRegularizationLosses(scope?: string | null): Tensor[] {
  return getCollection(GraphKeys.REGULARIZATION_LOSSES, scope);
}

/**
 * What all regularizers cost together; 0 where there are none.
 *
 * @param scope as for `getCollection`.
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/losses/get_regularization_loss
 */
export function getRegularizationLoss(scope?: string | null): Tensor {
  return tidy(() => {
    const losses = getRegularizationLosses(scope);
    return losses.length === 0 ? scalar(0) : losses.reduce((total, loss) => add(total, loss));
  });
}

/** Adds a loss to the collection LOSSES. */
export function addLoss(loss: Tensor): void {
  addToCollection(GraphKeys.LOSSES, loss);
}

/** The losses that were added. */
export function getLosses(): unknown[] {
  return getCollection(GraphKeys.LOSSES);
}
