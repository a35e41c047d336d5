import { cumulativeChart } from "../charts/cumulative.ts";
import {
  duration,
  energy,
  firstOf,
  mass,
  massRange,
  massScale,
  percent,
} from "../format.ts";
import { untitled } from "../charts/parts/chart.ts";
import { COURSE_HEIGHT } from "./run_texts.ts";
import type { Forecast } from "../tracker/forecast/forecast.ts";
import type { RunRecord } from "../tracker/run.ts";
import type { Sample } from "../tracker/course/sample.ts";
import type { Fact, ResultDocument } from "../document/document.ts";
import { assumedOf, footerOf, placeText, sublineOf } from "./estimate_card.ts";
import { energyFact, intensityFact } from "./footprint_facts.ts";
import {
  budgetFact,
  measuredFact,
  nameText,
  powerFact,
  sentenceText,
  withoutText,
} from "./run_texts.ts";

/** Lines of a kind in a card that is drawn every second. */
const MOST_LINES = 8;

/** The card of a run that is running: its changing figures, and their basis. */
export function liveCard(run: RunRecord): ResultDocument {
  const { name, place, emissionsKg } = run;
  return {
    title: `${nameText(name)}: running, ${placeText(place)}`,
    headline: `${mass(emissionsKg)} CO2e so far${withoutText(run)}`,
    subline: sublineOf(run),
    facts: [
      { label: "Elapsed", value: duration(run.durationS) },
      energyFact(run, "Energy so far"),
      ...powerFact(run),
      measuredFact(run),
      ...forecastFact(run.forecast),
      ...budgetFact(run),
      intensityFact(run),
    ],
    assumptions: firstOf(assumedOf(run.sources), MOST_LINES),
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

function forecastFact(forecast: Forecast | undefined): Fact[] {
  if (forecast === undefined) return [];
  const { progress, emissionsKg, emissionsRangeKg, energyKwh } = forecast;
  const [soonest, latest] = forecast.durationRangeS;
  return [{
    label: "At the end",
    value: `${mass(emissionsKg)} CO2e`,
    note: `${
      massRange(emissionsRangeKg, massScale(emissionsKg))
    } forecast, with 90 % probability; ${energy(energyKwh)}`,
  }, {
    label: "Done",
    value: percent(progress),
    note: `${duration(forecast.durationS)} in all, ${duration(soonest)} to ${
      duration(latest)
    } with 90 % probability`,
  }];
}
