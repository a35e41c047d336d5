/**
 * What a grid's carbon intensity counts: `direct`, combustion in the power
 * plant; `lifecycle`, building and fuelling the plant too; `mixed`, a
 * compilation of both. Figures of different bases do not compare.
 */
export type Basis = "direct" | "lifecycle" | "mixed";
