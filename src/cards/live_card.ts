import { cumulativeChart } from "../charts/cumulative.ts";
import { untitled } from "../charts/parts/chart.ts";
import {
  duration,
  energy,
  firstOf,
  mass,
  massRange,
  massScale,
  percent,
} from "../format.ts";
import type { RunRecord } from "../tracker/run.ts";
import type { Sample } from "../tracker/course/sample.ts";
import type { Fact, ResultDocument } from "../document/document.ts";
import { COURSE_HEIGHT } from "../document/style.ts";
import { budgetFirst, callFacts } from "./parts/call_facts.ts";
import { assumedOf, footerOf, headOf, placeText } from "./estimate_card.ts";
import { basisFacts, intensityFact } from "./parts/footprint_facts.ts";
import {
  budgetFact,
  measuredFact,
  nameText,
  powerFact,
  runEnergyFact,
  sentenceText,
  withoutText,
} from "./parts/run_texts.ts";

/** Lines of a kind in a card that is drawn every second. */
const MOST_LINES = 8;

/**
 * The card of a run that is running. It is built as that of its end, and as high in each drawing.
 */
export function liveCard(run: RunRecord): ResultDocument {
  const { name, place, durationS, forecast } = run;
  return {
    isLive: true,
    title: nameText(name),
    state: `running for ${duration(durationS)}${
      forecast === undefined ? "" : `, ${percent(forecast.progress)} done`
    }`,
    place: placeText(place),
    ...headOf(run),
    meaning: `CO2e so far${withoutText(run)}`,
    facts: [
      ...callFacts(run),
      ...budgetFirst(run),
      runEnergyFact(run),
      powerFact(run),
      ...forecastFact(run),
      ...run.calls.length > 0 ? [] : budgetFact(run),
      intensityFact(run),
      measuredFact(run),
      ...endFact(run),
      ...basisFacts(run),
    ],
    assumptions: firstOf(assumedOf(run), MOST_LINES),
    // The latest trouble matters most.
    notes: firstOf(run.notes.map(sentenceText).toReversed(), MOST_LINES),
    chart: untitled(
      cumulativeChart({ ...run, samples: someOf(run.samples) }),
      COURSE_HEIGHT,
    ),
    footer: footerOf(run.version),
  };
}

/** Points of a curve that is drawn every second: one for every few pixels. */
const POINTS = 200;

/** Evenly spaced samples, and the last. The chart draws sums, which lose nothing by it. */
function someOf(samples: readonly Sample[]): readonly Sample[] {
  const step = Math.ceil(samples.length / POINTS);
  return samples.filter((_, i) => i % step === 0 || i === samples.length - 1);
}

function forecastFact({ forecast }: RunRecord): Fact[] {
  if (forecast === undefined) return [];
  const { emissionsKg, emissionsRangeKg, durationS } = forecast;
  const range = massRange(emissionsRangeKg, massScale(emissionsKg));
  return [{
    label: `Forecast, after ${duration(durationS)}`,
    value: mass(emissionsKg),
    note: `${range} on the meter`,
  }];
}

/** What else the forecast says. */
function endFact({ forecast }: RunRecord): Fact[] {
  if (forecast === undefined) return [];
  const [soonest, latest] = forecast.durationRangeS;
  return [{
    label: "At the end",
    value: energy(forecast.energyKwh),
    note: `after ${duration(soonest)} to ${duration(latest)}`,
  }];
}
