import { publication } from "../catalog/sources.ts";
import type { Spread } from "../catalog/spreads.ts";

/** A figure that a result rests on, and where it comes from. */
export interface SourcedFigure {
  /** What it is, such as `grid carbon intensity of Iowa`. */
  readonly what: string;
  /** The figure. */
  readonly value: number;
  /** Its unit; empty for a share. */
  readonly unit: string;
  /** Title of the publication, or who gave the figure. */
  readonly source: string;
  /** Address of the publication; `undefined` for what was given or assumed. */
  readonly url: string | undefined;
  /** Year it describes. */
  readonly year: number | undefined;
  /** Whether it was assumed, in want of anything better. */
  readonly assumed: boolean;
}

/** A figure with how far it may be off. */
export interface Input {
  /** The figure and its source. */
  readonly figure: SourcedFigure;
  /** How far it may be off. */
  readonly spread: Spread;
}

/** What a figure is, without where it comes from. */
export type Quantity = Pick<SourcedFigure, "what" | "value" | "unit">;

/** A figure out of the data tables. */
export function published(
  quantity: Quantity,
  key: string,
  year?: number,
  assumed = false,
): SourcedFigure {
  const { what, value, unit } = quantity;
  const { title, address } = publication(key);
  return Object.freeze({
    what,
    value,
    unit,
    source: title,
    url: address,
    year,
    assumed,
  });
}

const USER = "given by the user";

/** Whether the user gave a figure. */
export function isGiven({ source }: SourcedFigure): boolean {
  return source === USER;
}

/** A figure that the user gave. */
export function given(quantity: Quantity): SourcedFigure {
  return Object.freeze({
    ...quantity,
    source: USER,
    url: undefined,
    year: undefined,
    assumed: false,
  });
}

/** A figure assumed, and why. */
export function assumption(quantity: Quantity, reason: string): SourcedFigure {
  return Object.freeze({
    ...quantity,
    source: reason,
    url: undefined,
    year: undefined,
    assumed: true,
  });
}
