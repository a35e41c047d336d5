/**
 * How well the energy of calls is known: B on a server of one's own whose batch and measured GPU are
 * given, C for an open model that was measured, D for another open model or a GPU that was not
 * measured, E for a model whose maker does not publish its size, F for chips that are not GPUs and
 * for unknown computers.
 */
export type Tier = "B" | "C" | "D" | "E" | "F";

/** Something that is not known of calls. Two results that have it in common are off alike. */
export interface Unknown {
  /** What is not known: the fit, the batch, the size, the host … */
  readonly what: string;
  /** Of which model or provider. */
  readonly of: string;
  /** Standard deviation of ln(true energy / computed energy). */
  readonly sigma: number;
}

/** What an estimate of calls says beside its footprint. */
export interface CallDetail {
  /** The model, as the catalogue has it or as given. */
  readonly model: string;
  /** Who serves it; `undefined` for a server of one's own. */
  readonly provider: string | undefined;
  /** How well the energy is known. */
  readonly tier: Tier;
  /** Requests in flight. */
  readonly batch: number;
  /** Number of calls. */
  readonly calls: number;
  /** Tokens of all calls, input and output. */
  readonly tokens: number;
  /** Emissions of a call, in gCO2e, as the SCI for AI has it. */
  readonly gramsPerCall: number;
  /** Emissions of a million tokens, in gCO2e; `undefined` without tokens. */
  readonly gramsPerMillionTokens: number | undefined;
  /** Water consumed on site, in L. */
  readonly waterSiteL: number;
  /** Water consumed by power plants, in L. */
  readonly waterGridL: number;
  /** What is not known, from which the range comes. It does not shrink with the number of calls. */
  readonly unknowns: readonly Unknown[];
}
