import {
  clipped,
  duration,
  energy,
  mass,
  massRange,
  massScale,
  percent,
  power,
} from "../format.ts";
import type { RunRecord } from "../tracker/run.ts";
import { callTexts } from "./parts/call_facts.ts";
import { monthBudgetNote, nameText, withoutText } from "./parts/run_texts.ts";

/** A longer name would leave no room for the figures. */
const NAME_CHARS = 30;

/** The line that a terminal shows while a run is running. */
export function liveLine(run: RunRecord): string {
  const { emissionsKg, energyKwh, samples, forecast, budgetKg } = run;
  const last = samples.at(-1);
  return [
    `${clipped(nameText(run.name), NAME_CHARS)}: ${mass(emissionsKg)} CO2e${
      withoutText(run)
    }`,
    energy(energyKwh),
    ...callTexts(run.calls),
    ...(last === undefined || last.timeS === 0 ? [] : [power(last.powerW)]),
    duration(run.durationS),
    ...(budgetKg === undefined
      ? []
      : [`${percent(emissionsKg / budgetKg)} of the budget`]),
    ...(forecast === undefined ? [] : [
      `${percent(forecast.progress)} done, ${
        mass(forecast.emissionsKg)
      } at the end`,
    ]),
  ].join(", ");
}

/** The line that stays in a terminal when a run has ended. */
export function finalLine(run: RunRecord): string {
  const { name, status, emissionsKg, emissionsRangeKg, energyKwh } = run;
  const how = status === "finished" ? "" : `, ${status}`;
  const range = massRange(emissionsRangeKg, massScale(emissionsKg));
  return [
    `${clipped(nameText(name), NAME_CHARS)}${how}: ${
      mass(emissionsKg)
    } CO2e (${range})${withoutText(run)}`,
    energy(energyKwh),
    ...callTexts(run.calls),
    duration(run.durationS),
    ...monthBudgetNote(run.keeping?.budget),
  ].join(", ");
}
