/**
 * What a grid's carbon intensity counts. `direct` is combustion in the power plant, `lifecycle`
 * adds building and fuelling the plant, and `mixed` is a collection of both. Figures with different
 * bases must not be compared.
 */
export type Basis = "direct" | "lifecycle" | "mixed";
