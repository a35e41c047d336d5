import { number } from "../format.ts";
import type { JobRow } from "../jobs/job_log.ts";
import { CARD_DIGITS } from "../rounding.ts";
import { largestBarsChart } from "./bars.ts";
import type { Chart } from "./parts/chart.ts";

const SHOWN_USERS = 12;

/** What a log calls a group that it does not name. */
export const NAMELESS = "not named";

/**
 * Emissions of the users that emitted most, and of the rest.
 * @param users Totals by user, the largest first
 */
export function jobUsersChart(users: readonly JobRow<"user">[]): Chart {
  const shown = users.length === SHOWN_USERS + 1
    ? users
    : users.slice(0, SHOWN_USERS);
  const left = users.slice(shown.length);
  return largestBarsChart(
    "Users by their emissions",
    [
      ...shown.map(({ user, emissionsKg, emissionsRangeKg }) => ({
        name: user || NAMELESS,
        kg: emissionsKg,
        rangeKg: emissionsRangeKg,
        digits: CARD_DIGITS,
      })),
      ...(left.length === 0 ? [] : [{
        name: `the other ${number(left.length)} users`,
        kg: left.reduce((sum, { emissionsKg }) => sum + emissionsKg, 0),
        digits: CARD_DIGITS,
        colour: "overhead" as const,
      }]),
    ],
  );
}
