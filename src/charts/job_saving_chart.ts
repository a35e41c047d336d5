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
 * @param saving What their best hours would have saved; `undefined` if all hours have one intensity
 * @param place The cleanest place, or why none can be compared
 */
export function jobSavingChart(
  total: JobTotal,
  saving: JobSaving | undefined,
  place: CleanerPlace | string,
): Chart {
  const isCompared = typeof place !== "string";
  const compared = [
    ...(saving === undefined ? [] : ["hours"]),
    ...(isCompared ? ["places"] : []),
  ];
  const title = [
    `What other ${compared.join(" and ") || "hours"} would have saved${
      movedText(total, saving)
    }`,
    ...(saving === undefined
      ? ["no hours are compared, as they all have the average of the year"]
      : []),
    ...(isCompared ? [] : [place]),
  ].join("; ");
  return largestBarsChart(title, [
    {
      name: "as it ran",
      kg: total.emissionsKg,
      digits: CARD_DIGITS,
      colour: "own",
    },
    ...(saving === undefined ? [] : [{
      name: `best hours within ${number(saving.withinHours)} h`,
      kg: total.emissionsKg - saving.movableKg + saving.movedKg,
      digits: CARD_DIGITS,
      hint: differenceText(saving.savedKg),
    }]),
    ...(!isCompared ? [] : [{
      name: `in ${place.name}`,
      kg: place.emissionsKg,
      digits: CARD_DIGITS,
      colour: "best" as const,
      hint: differenceText(total.emissionsKg - place.emissionsKg),
    }]),
  ]);
}

function movedText(total: JobTotal, saving: JobSaving | undefined): string {
  return saving === undefined || saving.movableJobs === total.jobs
    ? ""
    : `: ${exact(saving.movableJobs)} of ${counted(total.jobs, "job")} moved`;
}

/** The cleanest place may emit more than the best hours of another. */
function differenceText(lessKg: number): string {
  return `${mass(Math.abs(lessKg))} CO₂e ${lessKg < 0 ? "more" : "less"}`;
}
