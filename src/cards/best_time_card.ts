import { hoursChart } from "../charts/hours_chart.ts";
import { untitled } from "../charts/parts/chart.ts";
import type { Fact, ResultDocument } from "../document/document.ts";
import {
  duration,
  energy,
  firstOf,
  mass,
  massRange,
  massScale,
  number,
  percent,
} from "../format.ts";
import type { BestPlace, BestTime } from "../hourly/plan/best.ts";
import { averageText, timeText } from "../hourly/hours.ts";
import type { PlannedTime } from "../hourly/plan/planned_time.ts";
import { S_PER_HOUR } from "../units.ts";
import { footerOf } from "./estimate_card.ts";
import { sentenceText } from "./parts/run_texts.ts";

const COLUMNS = {
  place: "place",
  start: "start",
  end: "end",
  emissions: "emissions",
  intensity: "gCO2e/kWh",
  source: "source",
};

/** Stretches that the facts name. */
const NAMED_STRETCHES = 4;
const MOST_NOTES = 8;

/** The card of the best time of a job, in one place or the best of some. */
export function bestTimeCard(best: BestTime | BestPlace): ResultDocument {
  const { places, home } = "places" in best
    ? best
    : { places: [best], home: best.place };
  const long = duration(best.durationH * S_PER_HOUR);
  const { emissionsKg, emissionsRangeKg: [low, high] } = best;
  const isMade = best.hours.some(({ kind }) => kind === "made");
  const when = `${
    places.length > 1 ? "Where and when" : "When"
  } to run ${long} of computing`;
  return {
    title: isMade ? `${when}, by hours made by a formula` : when,
    ...(places.length === 1 && { place: best.place }),
    headline: timeText(best.start),
    meaning: meaningOf(best, places.length > 1 ? best.place : undefined),
    ...(high > 0 && { range: { low, value: emissionsKg, high } }),
    subline: `${mass(emissionsKg)} CO2e, ${
      massRange(best.emissionsRangeKg, massScale(emissionsKg))
    } with 90 % probability`,
    chart: untitled(hoursChart({ places, home })),
    facts: [
      ...savingFact(best, home),
      ...nowFact(best, home),
      endFact(best),
      gridFact(best),
      ...averageFact(best),
      {
        label: "Energy",
        value: energy(best.energyKwh),
        note: `at constant power over ${long}`,
      },
      {
        label: "Hours",
        value: best.source.name,
        note: `${best.source.licence}; known up to ${
          timeText(best.forecastEnd)
        }`,
      },
      {
        label: "May be off by",
        value: best.forecastError.sigma === 0
          ? "nothing"
          : percent(best.forecastError.sigma),
        note: sentenceText(best.forecastError.source),
      },
    ],
    notes: firstOf(notesOf(best).map(sentenceText), MOST_NOTES),
    ...(places.length > 1 && {
      sections: [{
        id: "places",
        title: "The best time of each place",
        short: `all ${places.length} places`,
        tables: [{ columns: COLUMNS, rows: places.map(cells) }],
      }],
    }),
    sources: best.sources,
    footer: footerOf(best.version),
  };
}

function meaningOf(
  { savingKg, now }: BestTime,
  place: string | undefined,
): string {
  const where = place === undefined ? "" : `in ${place}, `;
  if (savingKg === undefined || now === undefined) return `${where}best start`;
  if (!(savingKg > 0)) return `${where}as good as any later start`;
  return `${where}${percent(savingKg / now.emissionsKg)} less than now`;
}

function savingFact(
  { savingKg, savingRangeKg }: BestTime,
  home: string,
): Fact[] {
  if (savingKg === undefined || savingRangeKg === undefined) return [];
  return [{
    label: "Saves",
    value: mass(savingKg),
    note: `${
      massRange(savingRangeKg, massScale(Math.abs(savingKg)))
    } with 90 % probability, against starting now in ${home}`,
  }];
}

function nowFact({ now }: BestTime, home: string): Fact[] {
  return now === undefined ? [] : [{
    label: "Starting now",
    value: mass(now.emissionsKg),
    note: `${number(now.carbonIntensity)} g/kWh in ${home}, until ${
      timeText(now.end)
    }`,
  }];
}

function endFact({ end, stretches, pauses, deadline }: BestTime): Fact {
  const parts = stretches.map(({ start, end }) =>
    `${timeText(start).slice(5, 16)} to ${timeText(end).slice(5, 16)}`
  );
  return {
    label: "Ends",
    value: timeText(end),
    note: pauses === 0
      ? `in one piece; it may take until ${timeText(deadline)}`
      : `${pauses === 1 ? "1 pause" : `${pauses} pauses`}: ${
        firstOf(parts, NAMED_STRETCHES).join(", ")
      }`,
  };
}

function gridFact({ carbonIntensity, source }: BestTime): Fact {
  return {
    label: "Grid",
    value: `${number(carbonIntensity)} g/kWh`,
    note: `${
      source.basis === "unknown" ? "basis unknown" : source.basis
    }, ${source.zone}`,
  };
}

function averageFact({ byYearlyAverage, emissionsKg }: BestTime): Fact[] {
  if (byYearlyAverage === undefined) return [];
  const { gPerKwh, source, emissionsKg: ofYear } = byYearlyAverage;
  const ratio = ofYear === 0 ? undefined : emissionsKg / ofYear - 1;
  return [{
    label: `By ${averageText(byYearlyAverage)}`,
    value: mass(ofYear),
    note: `${number(gPerKwh)} g/kWh (${source})${
      ratio === undefined
        ? ""
        : `; the planned time has ${percent(Math.abs(ratio))} ${
          ratio < 0 ? "less" : "more"
        }`
    }`,
  }];
}

function notesOf(best: BestTime | BestPlace): string[] {
  const apart = "apart" in best
    ? best.apart.map(({ place, why }) => `${place} is not compared: ${why}`)
    : [];
  return [...best.notes, ...apart];
}

function cells(plan: PlannedTime) {
  const { place, start, end, emissionsKg, carbonIntensity, source } = plan;
  return {
    place,
    start: timeText(start),
    end: timeText(end),
    emissions: mass(emissionsKg),
    intensity: number(carbonIntensity),
    source: source.name,
  };
}
