/** Losses are computed over the last axis: classes, or features. */
export const lastAxis = { axis: -1 } as const;
