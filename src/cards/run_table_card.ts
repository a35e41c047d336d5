import type { ResultDocument } from "../document/document.ts";
import { duration, energy, mass, number, volume } from "../format.ts";
import type { RunCell, RunTable } from "../ledger/run_table.ts";
import { minuteText, UTC } from "../ledger/moments.ts";
import { VERSION } from "../version.ts";
import { footerOf } from "./estimate_card.ts";
import { nameText } from "./parts/run_texts.ts";

/** Headings of the columns whose figures have a unit. Others are headed by their name. */
const HEADINGS: Readonly<Record<string, string>> = {
  startedAt: "begun",
  durationS: "time",
  energyKwh: "energy",
  emissionsKg: "emissions",
  carbonIntensity: "gCO2e/kWh",
  pue: "PUE",
  waterL: "water",
};

const FIGURES: Readonly<Record<string, (value: number) => string>> = {
  durationS: duration,
  energyKwh: energy,
  emissionsKg: mass,
  waterL: volume,
};

/**
 * A table of runs as a document whose first section holds it.
 * @param table The runs
 * @param timeZone Of their start. @default "UTC"
 */
export function runTableCard(
  { columns, rows, sort, count }: RunTable,
  timeZone: string = UTC,
): ResultDocument {
  const isFalling = sort.startsWith("-");
  const by = isFalling ? sort.slice(1) : sort;
  const heading = (name: string) => {
    const text = HEADINGS[name] ?? nameText(name);
    const zoned = name === "startedAt" ? `${text} (${timeZone})` : text;
    return name === by ? `${zoned} ${isFalling ? "↓" : "↑"}` : zoned;
  };
  const left = count - rows.length;
  return {
    title: count === 1 ? "1 run" : `${number(count)} runs`,
    headline: left > 0 ? `the first ${number(rows.length)}` : "all of them",
    subline: `by ${HEADINGS[by] ?? nameText(by)}, ${
      isFalling ? "the greatest" : "the least"
    } first`,
    facts: [],
    sections: [{
      id: "runs",
      title: "Runs",
      tables: [{
        columns: Object.fromEntries(columns.map((it) => [it, heading(it)])),
        rows: rows.map((row) =>
          Object.fromEntries(
            columns.map((it) => [it, cellOf(it, row[it], timeZone)]),
          )
        ),
      }],
    }],
    footer: footerOf(VERSION),
  };
}

function cellOf(column: string, value: RunCell, timeZone: string): string {
  if (value === undefined) return "";
  if (value instanceof Date) return minuteText(value, timeZone);
  if (typeof value !== "number") return nameText(String(value));
  return (FIGURES[column] ?? number)(value);
}
