import rows from "../../data/embodied.json" with { type: "json" };
import type { Cited, DatedValue } from "./cited.ts";
import { once } from "../once.ts";

/** Emissions of making a thing, and of what is counted with it. */
export interface EmbodiedFigure extends Cited, DatedValue {
  /** Unique key. */
  readonly id: string;
  /** The thing. */
  readonly item: string;
  /** What it is: `gpu`, `cpu`, `memory`, `server` … */
  readonly kind: string;
  /** Emissions, in kgCO2e per `per`. */
  readonly kgco2e: number;
  /** Lower bound, where published. */
  readonly low?: number;
  /** Upper bound, where published. */
  readonly high?: number;
  /** What the figure is for: a card, a server, a GB. */
  readonly per: string;
  /** Years of service over which the source spreads it. */
  readonly lifetimeYears?: number;
  /** How it was computed. */
  readonly method: string;
  /** Name of the accelerator in the catalogue, if it is one device. */
  readonly accelerator?: string;
}

const FIGURES = rows as readonly EmbodiedFigure[];

const BY_ACCELERATOR = new Map(
  FIGURES.toReversed().map((row) => [row.accelerator, row]),
);

/**
 * The embodied emissions of an accelerator.
 * @param accelerator Its name in the catalogue
 * @returns `undefined` if there is no figure for this device
 */
export function embodiedOfAccelerator(
  accelerator: string,
): EmbodiedFigure | undefined {
  return BY_ACCELERATOR.get(accelerator);
}

const BY_ID = new Map(FIGURES.map((row) => [row.id, row]));

/**
 * The embodied emissions of one thing.
 * @param id An `id` of the table
 * @throws {RangeError} If the table has none
 */
export function embodiedFigure(id: string): EmbodiedFigure {
  const found = BY_ID.get(id);
  if (found === undefined) {
    throw new RangeError(`Cannot find embodied emissions "${id}"`);
  }
  return found;
}

/**
 * The general figure of a kind of part, such as `gpu` or `memory`.
 * @param kind A `kind` of the table
 * @throws {RangeError} If the table has none
 */
export const embodiedOfKind: (kind: string) => EmbodiedFigure = once((kind) => {
  const found = FIGURES.find((row) =>
    row.kind === kind && row.accelerator === undefined &&
    row.lifetimeYears !== undefined
  );
  if (found === undefined) {
    throw new RangeError(`Cannot find embodied emissions of a "${kind}"`);
  }
  return found;
});
