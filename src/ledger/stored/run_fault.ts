import { shown } from "../../input.ts";
import type { Coverage } from "../../tracker/sharing/coverage.ts";
import type { UsedUntil } from "../../tracker/sharing/shared_stretch.ts";
import { type RunCall, sumOfCalls } from "../../tracker/calls/run_call.ts";
import type { StoredRun, TrackedRun } from "./stored_run.ts";

/** Sums that rounding alone makes differ agree to this part. */
const ROUNDING = 1e-6;

/**
 * In kWh, kg, L or s: thirty times the electricity of the world in a year, and more. Sums of such
 * figures are never infinite.
 */
const MOST = 1e15;

/** Other tools round the energy of each part by itself. */
const TOOL_ROUNDING = 0.01;

/** How a stored run can have ended. */
export const STATUSES: readonly unknown[] = [
  "running",
  "finished",
  "failed",
  "aborted",
  "interrupted",
];

/**
 * What no run can be: a text where a number belongs, a negative energy, a part that is larger than
 * the whole. A file may have been edited, or damaged.
 * @param run As it was read
 * @returns The first fault, as the end of a sentence; `undefined` if there is none
 */
export function runFault(run: StoredRun): string | undefined {
  for (const [what, isFit, wanted] of CHECKS) {
    let fits = false;
    try {
      fits = isFit(run);
    } catch {
      // A list or an object that the check looks into is missing.
    }
    if (!fits) {
      return `its ${what} must be ${wanted}: current value is ${
        shown(valueAt(run, what))
      }`;
    }
  }
}

type Check = readonly [
  what: string,
  isFit: (run: StoredRun) => boolean,
  wanted: string,
];

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isAmount = (value: unknown) =>
  typeof value === "number" && value >= 0 && value <= MOST;
const isAmountOrUnknown = (value: unknown) =>
  value === undefined || isAmount(value);

function amount(what: string, unit: string): Check {
  return [
    what,
    (run) => isAmount(valueAt(run, what)),
    `a number from 0 to 1e15, ${unit}`,
  ];
}

function amountOrUnknown(what: string, unit: string): Check {
  return [
    what,
    (run) => isAmountOrUnknown(valueAt(run, what)),
    `a number from 0 to 1e15, ${unit}`,
  ];
}

const CHECKS: readonly Check[] = [
  ["id", ({ id }) => isText(id), "a text"],
  ["name", ({ name }) => typeof name === "string", "a text"],
  [
    "status",
    ({ status }) => STATUSES.includes(status),
    "one of running, finished, failed, aborted and interrupted",
  ],
  [
    "startedAt",
    ({ startedAt }) => startedAt.toISOString().length === 24,
    "a date from the year 0 to 9999",
  ],
  amount("durationS", "in s"),
  amount("energyKwh", "in kWh"),
  amountOrUnknown("emissionsKg", "in kgCO2e"),
  amountOrUnknown("carbonIntensity", "in gCO2e/kWh"),
  amountOrUnknown("waterL", "in L"),
  [
    "pue",
    ({ pue }) => pue === undefined || isAmount(pue) && pue >= 1,
    "a number >= 1",
  ],
  [
    "place",
    ({ place }) => typeof place.name === "string",
    "an object with a name",
  ],
  [
    "tags",
    ({ tags }) => tags.every((tag) => typeof tag === "string"),
    "a list of texts",
  ],
  [
    "notes",
    ({ notes }) => notes.every((note) => typeof note === "string"),
    "a list of texts",
  ],
  [
    "params",
    ({ params }) =>
      Object.values(params).every((value) =>
        ["string", "number", "boolean"].includes(typeof value)
      ),
    "an object of texts, numbers, true and false",
  ],
  [
    "calls",
    ({ calls = [] }) => calls.every(isCall),
    "a list of calls with an id, and numbers >= 0 or nothing for what they used",
  ],
  [
    "calls",
    ({ calls = [] }) =>
      new Set(calls.map(({ id }) => id)).size === calls.length,
    "a list of calls, each once",
  ],
  [
    "calls",
    ({ calls, energyKwh, emissionsKg = 0 }) => {
      const sums = sumOfCalls(calls);
      return sums.energyKwh <= energyKwh * (1 + ROUNDING) &&
        sums.emissionsKg <= emissionsKg * (1 + ROUNDING);
    },
    "calls of no more energy and emissions than the run",
  ],
  ["phases", ({ phases }) => Array.isArray(phases), "a list"],
  [
    "components",
    ({ components }) => components.every((c) => isAmount(c.energyKwh)),
    "a list of parts with an energyKwh >= 0, in kWh",
  ],
  [
    "components",
    (run) =>
      run.components.reduce((sum, c) => sum + c.energyKwh, 0) <=
        run.energyKwh *
          (1 + (run.origin === undefined ? ROUNDING : TOOL_ROUNDING)),
    "parts of no more energy than the run",
  ],
  [
    "uncounted",
    ({ uncounted = [] }) =>
      uncounted.every(({ component, name, why }) =>
        [component, name, why].every(isText)
      ),
    "a list of parts with component, name and why",
  ],
  [
    "byHour",
    (run) => run.origin !== undefined || isByHour(run.byHour),
    "an object with source, zone, basis and licence",
  ],
  [
    "shared",
    ({ shared }) =>
      shared.every(({ id, from, to }) =>
        isText(id) && isMark(from) && isMark(to)
      ),
    "a list of stretches with the id of a run, from and to",
  ],
  [
    "coverage",
    ({ coverage }) => coverage === undefined || isCoverage(coverage),
    "an object that says when, where and what was measured",
  ],
  [
    "sharedEnergyKwh",
    ({ sharedEnergyKwh, energyKwh }) =>
      isAmount(sharedEnergyKwh) &&
      sharedEnergyKwh <= energyKwh * (1 + ROUNDING),
    "a number from 0 to energyKwh, in kWh",
  ],
  [
    "sharedEmissionsKg",
    ({ sharedEmissionsKg, emissionsKg = 0 }) =>
      isAmount(sharedEmissionsKg) &&
      sharedEmissionsKg <= emissionsKg * (1 + ROUNDING),
    "a number from 0 to emissionsKg, in kgCO2e",
  ],
  [
    "emissionsRangeKg",
    ({ origin, emissionsRangeKg: range }) =>
      origin !== undefined ||
      range?.length === 2 && range.every(isAmount) && range[0] <= range[1],
    "two numbers >= 0, in kgCO2e",
  ],
  [
    "sources",
    (run) => run.origin !== undefined || Array.isArray(run.sources),
    "a list",
  ],
  [
    "sensors",
    (run) => run.origin !== undefined || Array.isArray(run.sensors),
    "a list",
  ],
  [
    "measuredShare",
    (run) =>
      run.origin !== undefined ||
      isAmount(run.measuredShare) && run.measuredShare <= 1 + ROUNDING,
    "a number from 0 to 1",
  ],
];

function isCall(call: RunCall): boolean {
  const { id, timeS, energyKwh, emissionsKg, inputTokens, outputTokens } = call;
  return isText(id) && isAmount(timeS) &&
    [energyKwh, emissionsKg, inputTokens, outputTokens, call.itEnergyKwh]
      .every(isAmountOrUnknown);
}

function isByHour(byHour: TrackedRun["byHour"]): boolean {
  if (byHour === undefined) return true;
  const { source, zone, basis, licence, byYearlyAverageKg: kg } = byHour;
  return [source, zone, basis, licence].every(isText) && isAmountOrUnknown(kg);
}

function isMark(mark: UsedUntil): boolean {
  const { timeS, energyKwh, emissionsKg, partsKwh } = mark;
  return [timeS, energyKwh, emissionsKg, ...partsKwh].every(isAmount);
}

function isCoverage(coverage: Coverage): boolean {
  const { clock, startS, endS, pauses, jumps, parts, processes } = coverage;
  return isText(clock) && typeof startS === "number" && isAmount(endS) &&
    [...pauses, ...jumps].every((pair) =>
      pair.length === 2 && pair.every(Number.isFinite)
    ) && processes.every(isText) &&
    parts.every(({ id, component, scope }) =>
      [id, component, scope].every(isText)
    );
}

function valueAt(run: StoredRun, what: string): unknown {
  const value = (run as unknown as Readonly<Record<string, unknown>>)[what];
  // Of parts, their energy says what is wrong.
  return (what === "components" || what === "calls") && Array.isArray(value)
    ? value.map((part) => part?.energyKwh)
    : value;
}
