import { counted, exact, mass, number } from "../format.ts";
import type { JobSaving, JobTotal } from "../jobs/job_log.ts";
import { CARD_DIGITS } from "../rounding.ts";
import { largestBarsChart } from "./bars.ts";
import type { Chart } from "./parts/chart.ts";

/** A place where the same energy would have emitted less. */
export interface CleanerPlace {
  readonly name: string;
  readonly emissionsKg: number;
}

/**
 * What a cleaner hour or a cleaner place would have saved.
 * @param total What the jobs emitted
 * @param saving What their best hours would have saved
 * @param place The cleanest place, or why none can be compared
 */
export function jobSavingChart(
  total: JobTotal,
  saving: JobSaving,
  place: CleanerPlace | string,
): Chart {
  const { movedKg, movableKg, movableJobs, withinHours, savedKg } = saving;
  const whole = movableJobs < total.jobs
    ? `: ${exact(movableJobs)} of ${counted(total.jobs, "job")} moved`
    : "";
  const isCompared = typeof place !== "string";
  const title = isCompared
    ? `What other hours and places would have saved${whole}`
    : `What other hours would have saved${whole}; ${place}`;
  return largestBarsChart(title, [
    {
      name: "as it ran",
      kg: total.emissionsKg,
      digits: CARD_DIGITS,
      colour: "own",
    },
    {
      name: `best hours within ${number(withinHours)} h`,
      kg: total.emissionsKg - movableKg + movedKg,
      digits: CARD_DIGITS,
      hint: differenceText(savedKg),
    },
    ...(!isCompared ? [] : [{
      name: `in ${place.name}`,
      kg: place.emissionsKg,
      digits: CARD_DIGITS,
      colour: "best" as const,
      hint: differenceText(total.emissionsKg - place.emissionsKg),
    }]),
  ]);
}

/** The cleanest place may emit more than the best hours of another. */
function differenceText(lessKg: number): string {
  return `${mass(Math.abs(lessKg))} CO₂e ${lessKg < 0 ? "more" : "less"}`;
}
