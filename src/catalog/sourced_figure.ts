import { publication } from "./sources.ts";
import type { Spread } from "./spreads.ts";

/** What a figure is used for. Code finds a figure by its role, never by its wording. */
export type FigureRole =
  | "energy"
  | "power"
  | "powerCurve"
  | "utilization"
  | "intensity"
  | "marketIntensity"
  | "pue"
  | "offset"
  | "wueSite"
  | "wueGrid"
  | "embodied"
  | "parameters"
  | "bits"
  | "batch"
  | "tokens"
  | "tokenEnergy"
  | "host";

/** A figure that a result rests on, and where it comes from. */
export interface SourcedFigure {
  /** What it is used for. */
  readonly role: FigureRole;
  /** What it is, in words, such as `grid carbon intensity of Iowa`. */
  readonly what: string;
  /** The figure. */
  readonly value: number;
  /** Its unit; empty for a share. */
  readonly unit: string;
  /** Title of the publication, who gave the figure, or why it was assumed. */
  readonly source: string;
  /** Key of the publication in the tables; `undefined` for what was given or assumed. */
  readonly publication: string | undefined;
  /** Address of the publication; `undefined` for what was given or assumed. */
  readonly url: string | undefined;
  /** Year it describes. */
  readonly year: number | undefined;
  /** Whether it was assumed, because nothing better was known. */
  readonly assumed: boolean;
  /** Whether the user gave it. */
  readonly given: boolean;
}

/** A figure with how far it may be off. */
export interface Input {
  /** The figure and its source. */
  readonly figure: SourcedFigure;
  /** How far it may be off. */
  readonly spread: Spread;
}

/** A figure without where it comes from. */
export type Quantity = Pick<SourcedFigure, "role" | "what" | "value" | "unit">;

/** A figure from the data tables. */
export function published(
  quantity: Quantity,
  key: string,
  year?: number,
  assumed = false,
): SourcedFigure {
  const { title, address } = publication(key);
  // Fields by name, as to spread the quantity takes longer than all the rest.
  return Object.freeze({
    role: quantity.role,
    what: quantity.what,
    value: quantity.value,
    unit: quantity.unit,
    source: title,
    publication: key,
    url: address,
    year,
    assumed,
    given: false,
  });
}

/** A figure that the user gave. */
export function given(quantity: Quantity): SourcedFigure {
  return unpublished(quantity, "given by the user", true);
}

/** A figure that was assumed, and why. */
export function assumption(quantity: Quantity, reason: string): SourcedFigure {
  return unpublished(quantity, reason, false);
}

function unpublished(
  quantity: Quantity,
  source: string,
  given: boolean,
): SourcedFigure {
  return Object.freeze({
    role: quantity.role,
    what: quantity.what,
    value: quantity.value,
    unit: quantity.unit,
    source,
    publication: undefined,
    url: undefined,
    year: undefined,
    assumed: !given,
    given,
  });
}

/**
 * The figure of a role.
 * @param sources Every figure of a result
 * @returns `undefined` if the result uses none
 */
export function figureOf(
  sources: readonly SourcedFigure[],
  role: FigureRole,
): SourcedFigure | undefined {
  return sources.find((figure) => figure.role === role);
}

/** Lists each figure once: many results use the same ones. */
export function distinctFigures(
  figures: readonly SourcedFigure[],
): SourcedFigure[] {
  const byContent = new Map<string, SourcedFigure>();
  for (const figure of new Set(figures)) {
    const { role, what, value, unit, source, year } = figure;
    const content = JSON.stringify([role, what, value, unit, source, year]);
    byContent.set(content, figure);
  }
  return [...byContent.values()];
}
