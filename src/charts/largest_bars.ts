import { type Digits, massText, rangeText } from "../rounding.ts";
import { type Bar, barsChart } from "./bars.ts";
import type { Chart } from "./parts/chart.ts";
import { shortened, spoken } from "./parts/label.ts";

/** Emissions with the number of digits that their range supports. */
export interface RoundedBar extends Omit<Bar, "text"> {
  /** Digits of what is written beside the bar. */
  readonly digits: Digits;
}

/** More bars cannot be taken in at a glance. */
const MOST_BARS = 40;

/**
 * Emissions as bars, or the largest of many. The digits are those of the text around the chart.
 * @param title What it shows
 * @param bars At least one, in the order to draw
 */
export function largestBarsChart(
  title: string,
  bars: readonly RoundedBar[],
): Chart {
  const largest = bars.toSorted((a, b) => b.kg - a.kg).slice(0, MOST_BARS);
  const drawn = bars.length > MOST_BARS ? largest : bars;
  const texts = largest.map(({ name, kg, rangeKg, digits }) =>
    `${shortened(name)} ${massText(kg, digits)}${
      rangeKg === undefined ? "" : ` (${rangeText(rangeKg, kg, digits)})`
    }`
  );
  return barsChart(
    drawn.map((bar) => ({ ...bar, text: massText(bar.kg, bar.digits) })),
    {
      title: drawn.length < bars.length
        ? `${title}: the ${drawn.length} largest of ${bars.length}`
        : title,
      description: `Bars, the longest first: ${spoken(texts)}.`,
    },
  );
}
