import type { SourcedFigure } from "../../estimate/sourced_figure.ts";
import type { Subject } from "./item_facts.ts";

/** Where a carbon intensity comes from. */
export function intensityFigure(
  { sources, carbonIntensity }: Subject,
): SourcedFigure | undefined {
  return sources.find(({ unit, value }) =>
    unit === "gCO2e/kWh" && value === carbonIntensity
  );
}

/** Where a power usage effectiveness comes from. */
export function pueFigure({ sources }: Subject): SourcedFigure | undefined {
  return sources.find(({ what }) =>
    what.startsWith("power usage effectiveness")
  );
}

/** The claim of an offset; `undefined` where there is none. */
export function claimFigure(
  { sources, offsetPercent }: Subject,
): SourcedFigure | undefined {
  return offsetPercent === 0
    ? undefined
    : sources.find(({ what }) => what.startsWith("offset"));
}

/** Who makes a claim. */
export function claimantOf({ what, source }: SourcedFigure): string {
  return what.startsWith("offset claimed by ")
    ? what.slice("offset claimed by ".length)
    : source.replace(/^given by /, "");
}
