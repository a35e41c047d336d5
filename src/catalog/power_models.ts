import rows from "../../data/power_models.json" with { type: "json" };

/** A coefficient of a power model. */
export interface PowerModel {
  /** Unique key. */
  readonly id: string;
  /** What it models: `memory`, `vcpu`, `cpu-curve` … */
  readonly component: string;
  /** Key of the provider it holds for. */
  readonly provider?: string;
  /** Processor family it holds for; `unknown` for the mean of all. */
  readonly architecture?: string;
  /** Machine type it holds for. */
  readonly instance?: string;
  /** Power at no load, in W per unit. */
  readonly minWatts?: number;
  /** Power at full load, in W per unit. */
  readonly maxWatts?: number;
  /** A single coefficient. */
  readonly value?: number;
  /** Unit of the coefficient. */
  readonly unit: string;
  /** Load of a point of a curve, 0 to 1. */
  readonly load?: number;
  /** Year it describes. */
  readonly year: number;
  /** Key into the sources. */
  readonly source: string;
  /** Set where the figure was cited without being read again. */
  readonly confidence?: "low" | "medium";
  /** What to know about it. */
  readonly note?: string;
}

const MODELS = rows as readonly PowerModel[];

/**
 * The first coefficients of a component that fit, in the file's order of preference.
 * @param component Such as `vcpu`
 * @param match Fields that have to be equal
 */
export function powerModel(
  component: string,
  match: Partial<PowerModel> = {},
): PowerModel | undefined {
  const wanted = Object.entries(match) as [keyof PowerModel, unknown][];
  return MODELS.find((row) =>
    row.component === component &&
    wanted.every(([key, value]) => row[key] === value)
  );
}
