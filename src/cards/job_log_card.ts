import { jobDaysChart } from "../charts/job_days_chart.ts";
import { jobUsersChart } from "../charts/job_users_chart.ts";
import { untitled } from "../charts/parts/chart.ts";
import type {
  DocumentTable,
  Fact,
  ResultDocument,
  Section,
  TableRow,
} from "../document/document.ts";
import {
  counted,
  energy,
  firstOf,
  mass,
  massRange,
  massScale,
  number,
  percent,
  volume,
} from "../format.ts";
import type { JobLog, JobRow, JobTotal } from "../jobs/job_log.ts";
import type { JobKey } from "../jobs/pricing/statement.ts";
import type { JobViews } from "../jobs/views.ts";
import { VERSION } from "../version.ts";
import { footerOf } from "./estimate_card.ts";
import { nameText, sentenceText } from "./parts/run_texts.ts";

/** Height of the course, in px. */
const CHART_HEIGHT = 210;
/** Rows of a table at most. */
const LISTED = 30;
/** Jobs that are not priced, as a table. */
const LISTED_UNPRICED = 20;
const MOST_NOTES = 8;

/**
 * The card of a job log: its course, users and projects, and what was not priced.
 * @param log The log
 * @param views What it answered; `undefined` before it was asked
 */
export function jobLogCard(
  log: JobLog,
  views: JobViews | undefined,
): ResultDocument {
  const { total, notPriced, notes, sources, place, engine } = log;
  const [low, high] = total.emissionsRangeKg;
  const days = views?.days ?? [];
  return {
    title: `Job log: ${jobsText(total.jobs)}`,
    place: nameText(place.name),
    headline: mass(total.emissionsKg),
    meaning: "CO2e",
    ...(high > 0 && { range: { low, value: total.emissionsKg, high } }),
    subline: total.jobs === 0
      ? "no job could be priced"
      : `${
        massRange(total.emissionsRangeKg, massScale(total.emissionsKg))
      } with 90 % probability`,
    ...(days.length > 1 &&
      { chart: untitled(jobDaysChart(days, "account"), CHART_HEIGHT) }),
    facts: [
      { label: "Energy", value: energy(total.energyKwh), note: "with PUE" },
      measuredFact(total),
      ...largestFact("User", views?.users, "user", total),
      ...largestFact("Project", views?.accounts, "account", total),
      unpricedFact(notPriced),
      embodiedFact(total),
      { label: "Water", value: volume(total.waterL) },
      { label: "Asked", value: engine },
    ],
    assumptions: sources.filter((figure) => figure.assumed),
    notes: firstOf(notes.map(sentenceText), MOST_NOTES),
    sections: [
      ...(views === undefined ? [] : viewSections(views)),
      ...unpricedSection(notPriced),
    ],
    sources,
    footer: footerOf(VERSION),
  };
}

function jobsText(count: number): string {
  return counted(count, "job");
}

function measuredFact({ measuredShare, jobs }: JobTotal): Fact {
  return {
    label: "Measured",
    value: jobs === 0 ? "nothing" : percent(measuredShare),
    note: measuredShare === 1
      ? "of the energy"
      : "of the energy; the rest is modelled",
  };
}

function largestFact<Key extends "user" | "account">(
  label: string,
  rows: readonly JobRow<Key>[] = [],
  key: Key,
  { emissionsKg }: JobTotal,
): Fact[] {
  const [first] = rows;
  if (first === undefined || rows.length < 2 || emissionsKg === 0) return [];
  return [{
    label: `${label} with most`,
    value: nameText(first[key] || "not named"),
    note: `${percent(first.emissionsKg / emissionsKg)}, of ${
      number(rows.length)
    }`,
  }];
}

function unpricedFact(notPriced: JobLog["notPriced"]): Fact {
  const { length } = notPriced;
  return {
    label: "Not priced",
    value: length === 0 ? "none" : jobsText(length),
    ...(length > 0 && { note: reasonsOf(notPriced, 1)[0]?.[0] ?? "" }),
  };
}

function embodiedFact({ embodiedKg }: JobTotal): Fact {
  const label = "Hardware";
  return embodiedKg === undefined
    ? { label, value: "not known", note: "what making it emitted: see notes" }
    : { label, value: mass(embodiedKg), note: "CO2e of making it, on top" };
}

/** The reasons, the most frequent first. */
function reasonsOf(
  notPriced: JobLog["notPriced"],
  most: number,
): readonly (readonly [reason: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { reason } of notPriced) {
    // A line of a file has a reason of its own.
    const kind = reason.replace(/^line \d+ of "(?:[^"\\]|\\.)*" /, "a line ");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, most);
}

/** What was not priced, by reason and by job. */
export function unpricedSection(notPriced: JobLog["notPriced"]): Section[] {
  if (notPriced.length === 0) return [];
  const reasons = reasonsOf(notPriced, LISTED);
  const listed = notPriced.slice(0, LISTED_UNPRICED);
  return [{
    id: "not-priced",
    title: `What was not priced: ${jobsText(notPriced.length)}`,
    short: `${jobsText(notPriced.length)} not priced`,
    tables: [
      {
        columns: { reason: "reason", jobs: "jobs" },
        rows: reasons.map(([reason, count]) => ({
          reason: sentenceText(reason),
          jobs: number(count, 6),
        })),
      },
      {
        columns: {
          job: listed.length < notPriced.length
            ? `the first ${listed.length}`
            : "job",
          reason: "reason",
        },
        rows: listed.map(({ jobId, reason }) => ({
          job: nameText(jobId ?? "no id"),
          reason: sentenceText(reason),
        })),
      },
    ],
  }];
}

/** The tables and charts of a log, for its card and for reports. */
export function viewSections(views: JobViews): Section[] {
  const { users, accounts, hardware } = views;
  return [
    ...(users.length < 2 ? [] : [{
      id: "users",
      title: "By user",
      charts: [jobUsersChart(users)],
      tables: [rowsTable(users, ["user"])],
    }]),
    ...(accounts.length < 2 ? [] : [{
      id: "accounts",
      title: "By project",
      tables: [rowsTable(accounts, ["account"])],
    }]),
    ...(hardware.length < 2 ? [] : [{
      id: "hardware",
      title: "By hardware",
      tables: [rowsTable(hardware, ["hardware"])],
    }]),
  ];
}

/** Headings of the keys. */
const HEADINGS: Readonly<Partial<Record<JobKey, string>>> = {
  account: "project",
};

/** Totals of groups as a table. */
export function rowsTable<Key extends JobKey>(
  rows: readonly JobRow<Key>[],
  keys: readonly Key[],
  most: number = LISTED,
): DocumentTable {
  return {
    columns: {
      ...Object.fromEntries(keys.map((key) => [key, HEADINGS[key] ?? key])),
      jobs: "jobs",
      energy: "energy",
      emissions: "emissions (CO2e)",
      range: "90 % range",
      measured: "measured",
    },
    rows: rows.slice(0, most).map((row): TableRow => ({
      ...Object.fromEntries(
        keys.map((key) => [key, nameText(row[key] || "not named")]),
      ),
      jobs: number(row.jobs, 6),
      energy: energy(row.energyKwh),
      emissions: mass(row.emissionsKg),
      range: massRange(row.emissionsRangeKg, massScale(row.emissionsKg)),
      measured: percent(row.measuredShare),
    })),
  };
}

/** Totals of groups as a document whose first section holds them. */
export function jobRowsCard<Key extends JobKey>(
  rows: readonly JobRow<Key>[],
  keys: readonly Key[],
): ResultDocument {
  const most = 200;
  const names = keys.map((key) => HEADINGS[key] ?? key).join(" and ");
  return {
    title: names === "" ? "All jobs" : `By ${names}`,
    headline: counted(rows.length, "row"),
    subline: rows.length > most ? `the first ${most} are shown` : "all shown",
    facts: [],
    sections: [{
      id: "rows",
      title: "Rows",
      tables: [rowsTable(rows, keys, most)],
    }],
    footer: footerOf(VERSION),
  };
}
