import { withRated } from "../../estimate/plan.ts";
import { interval90, type LogNormal, product } from "../../model/interval.ts";
import { once } from "../../once.ts";
import { G_PER_KG, MS_PER_DAY } from "../../units.ts";
import type { Answer } from "../engines/engine.ts";
import type { JobRow, JobTotal } from "../job_log.ts";
import type { PricedLog } from "./price.ts";
import { type JobKey, KINDS, TIME_KEYS } from "./statement.ts";

/** The totals of an answer, with a text for each key. */
export function totalsIn(
  answer: Answer,
  keys: readonly JobKey[],
  { isUpper, place }: Pick<PricedLog, "isUpper" | "place">,
): JobRow[] {
  const column = (name: string) => answer[name] ?? [];
  const [jobs, kwhs, grams, measured, embodied, lacking] = [
    "jobs",
    "kwh",
    "g",
    "measured_kwh",
    "embodied",
    "lacking",
  ].map(column) as [Column, Column, Column, Column, Column, Column];
  const water = ["water", "water_low", "water_high"].map(column);
  const [means, squares] = ["mean", "square"].map((name) =>
    Object.values(KINDS).map((kind) => column(`${name}${kind}`))
  ) as [Column[], Column[]];
  const named = keys.map((key, k) =>
    [key, textOf(key), column(`k${k}`)] as const
  );
  const rows: JobRow[] = [];
  for (let i = 0; i < jobs.length; i += 1) {
    // A total of nothing is a row of nothing.
    if (!jobs[i]) continue;
    const kwh = Number(kwhs[i]);
    const g = Number(grams[i]);
    const factor = (kind: number) =>
      factorOf(g, Number(means[kind]![i]), Number(squares[kind]![i]));
    const measuredShare = kwh > 0 ? Math.min(1, Number(measured[i]) / kwh) : 0;
    const energy = factor(KINDS.energy);
    const emissionsKg = g / G_PER_KG;
    const row: Record<string, unknown> = {};
    for (const [key, text, values] of named) row[key] = text(values[i]);
    row["jobs"] = Number(jobs[i]);
    row["energyKwh"] = kwh;
    row["emissionsKg"] = emissionsKg;
    row["emissionsRangeKg"] = interval90({
      value: emissionsKg,
      factor: product(
        isUpper && measuredShare < 1 ? withRated(energy) : energy,
        ...(place === undefined
          ? [factor(KINDS.carbonIntensity), factor(KINDS.pue)]
          : [place]),
      ),
    });
    row["measuredShare"] = measuredShare;
    // The sum of some jobs would pass for that of all.
    if (Number(lacking[i]) === 0) {
      const value = Number(embodied[i]);
      row["embodiedKg"] = value;
      row["embodiedRangeKg"] = interval90({
        value,
        factor: factorOf(
          value,
          Number(means[KINDS.embodied]![i]),
          Number(squares[KINDS.embodied]![i]),
        ),
      });
    }
    const [waterL, ...waterRangeL] = water.map((values) => Number(values[i]));
    row["waterL"] = waterL;
    row["waterRangeL"] = waterRangeL;
    rows.push(row as unknown as JobRow);
  }
  return rows;
}

type Column = Answer[string];

/** No jobs. */
export const NO_JOBS: JobTotal = Object.freeze({
  jobs: 0,
  energyKwh: 0,
  emissionsKg: 0,
  emissionsRangeKg: Object.freeze([0, 0] as const),
  measuredShare: 0,
  embodiedKg: 0,
  embodiedRangeKg: Object.freeze([0, 0] as const),
  waterL: 0,
  waterRangeL: Object.freeze([0, 0] as const),
});

/** The factor of a sum from its mean and variance, as `sum` computes it. */
function factorOf(value: number, mean: number, variance: number): LogNormal {
  if (!(value > 0 && mean > 0)) return { medianFactor: 1, sigma: 0 };
  const sigmaSquared = Math.log1p(Math.max(0, variance) / mean ** 2);
  return {
    medianFactor: mean * Math.exp(-sigmaSquared / 2) / value,
    sigma: Math.sqrt(sigmaSquared),
  };
}

/** Writes the values of a key. Days and months are few. */
function textOf(key: JobKey): (value: unknown) => string {
  if (!TIME_KEYS.includes(key)) return (value) => String(value ?? "");
  return once((value) => {
    if (key === "day") {
      return new Date(Number(value) * MS_PER_DAY).toISOString().slice(0, 10);
    }
    const month = String(Number(value) % 12 + 1).padStart(2, "0");
    return `${Math.floor(Number(value) / 12)}-${month}`;
  });
}
