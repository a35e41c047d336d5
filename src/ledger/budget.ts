import type { MonthBudget } from "../tracker/run.ts";
import type { RunFilter } from "./ledger.ts";

/** The most that the runs of a month may emit. */
export interface Budget {
  /** In kgCO2e, > 0. */
  readonly kg: number;
  /** The time that it is for. */
  readonly per: "month";
  /** The tag of its runs. @default those of the configured project, or all runs */
  readonly tag?: string;
}

/** What else says which runs a budget is for. */
export interface BudgetScope {
  /** The configured project. */
  readonly project?: string | undefined;
  /** The time zone of the ledger's months. */
  readonly timeZone: string;
}

/** The runs that a budget is for, in the month of a moment. */
export function runsOfBudget(
  { tag }: Budget,
  { project, timeZone }: BudgetScope,
  at: Date,
): RunFilter & { readonly month: string } {
  const month = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth().toString();
  if (tag !== undefined) return { month, tag };
  return project === undefined ? { month } : { month, project };
}

/** A budget with what its runs have used. */
export function monthBudget(
  { kg }: Budget,
  { month, tag, project }: RunFilter & { readonly month: string },
  usedKg: number,
): MonthBudget {
  const of = tag === undefined ? project : `tag ${tag}`;
  return { kg, usedKg, month, ...(of !== undefined && { of }) };
}
