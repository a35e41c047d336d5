import { jobDaysChart } from "../charts/job_days_chart.ts";
import { jobEfficiencyChart } from "../charts/job_efficiency_chart.ts";
import { jobSavingChart } from "../charts/job_saving_chart.ts";
import { jobUsersChart } from "../charts/job_users_chart.ts";
import type { Chart } from "../charts/parts/chart.ts";
import { priceEverywhere } from "../estimate/comparing/compare_regions.ts";
import { askJobLog, type JobLogDisplay } from "../jobs/ask_job_log.ts";
import type { JobLog, JobRows } from "../jobs/job_log.ts";
import {
  type AskableLog,
  type JobSource,
  openJobLog,
} from "../jobs/open_job_log.ts";
import type { JobLogOptions } from "../jobs/log/options.ts";
import { EFFICIENCY, type JobKey } from "../jobs/pricing/statement.ts";
import { knownViews, viewsOf } from "../jobs/views.ts";
import { configuredDefaults, withDefaultPlace } from "./session/configure.ts";
import { cardDisplay, displayed, displayOf } from "./session/display.ts";

const LOG_DISPLAY = cardDisplay<JobLog>(
  (drawing, log) => drawing.jobLogCard(log, knownViews(log)),
  async (drawing, log) =>
    drawing.cardBundle(drawing.jobLogCard(log, await viewsOf(log))),
);

const CHART_DISPLAY = displayOf<Chart>((drawing, chart) =>
  drawing.chartBundle(chart)
);

const LOG: JobLogDisplay = {
  rows<Key extends JobKey>(rows: JobRows<Key>, keys: readonly Key[]) {
    return displayed(
      rows,
      cardDisplay<JobRows<Key>>(
        (drawing, value) => drawing.jobRowsCard(value, keys),
        (drawing, value) =>
          Promise.resolve(
            drawing.tableBundle(drawing.jobRowsCard(value, keys)),
          ),
      ),
    );
  },
  charts: (log, asked) => ({
    async days(by = "account") {
      return shown(jobDaysChart(await log.by("day", by), by));
    },
    async users() {
      return shown(jobUsersChart(await log.by("user")));
    },
    async efficiency() {
      return shown(jobEfficiencyChart(await usedTimes(asked)));
    },
    async saving(options) {
      const saving = asked.priced.sites.some(({ isHourly }) => isHourly)
        ? await log.saving(options)
        : undefined;
      return shown(jobSavingChart(log.total, saving, cleanerPlace(log)));
    },
  }),
};

function shown(chart: Chart): Chart {
  return displayed(chart, CHART_DISPLAY);
}

async function usedTimes({ engine, priced }: AskableLog) {
  const { bounds: _, days: __, unknowns: ___, ...tables } = priced.tables;
  const answer = await engine.ask(EFFICIENCY, tables);
  const times = (answer["user_name"] ?? []).map((user, i) => ({
    user: String(user),
    usedS: Number(answer["used_s"]?.[i]),
    allocatedS: Number(answer["allocated_s"]?.[i]),
  }));
  if (times.length > 0) return times;
  throw new RangeError(
    "Cannot draw the used CPU time as the log does not say it: sacct has it as TotalCPU, and " +
      "another table as cpuSeconds",
  );
}

/** The cleanest place with a figure of the same basis, or why there is none. */
function cleanerPlace({ total, place }: JobLog) {
  const { basis } = place;
  if (basis === undefined) {
    return "no place is compared, as it is not known what the intensities count";
  }
  // The facility stays what it is: its overhead is part of the energy.
  const { rows } = priceEverywhere(
    { energyKwh: total.energyKwh, pue: 1 },
    { basis },
  );
  const countries = rows.filter(({ provider }) => provider === undefined);
  const [cleanest] = countries.length > 0 ? countries : rows;
  return cleanest ?? `no place is compared, as none has a figure (${basis})`;
}

/** Opens a job log that shows itself. See `jobLog` of the module. */
export async function showJobLog(
  source: JobSource,
  options: JobLogOptions,
): Promise<JobLog> {
  const isObject = typeof options === "object" && options !== null;
  const { offsetPercent: _, ...placed } = isObject
    ? withDefaultPlace({ offsetPercent: 0, ...options })
    : { offsetPercent: 0 };
  const log = await openJobLog(
    source,
    isObject ? placed as JobLogOptions : options,
    configuredDefaults().timeZone,
  );
  return displayed(askJobLog(log, LOG), LOG_DISPLAY);
}
