import type { ImportReport, Ledger } from "../ledger/ledger.ts";
import type { RunTable } from "../ledger/run_table.ts";
import type { MonthBudget } from "../tracker/run.ts";
import { UTC } from "../ledger/moments.ts";
import { configuredDefaults } from "./session/configure.ts";
import { cardDisplay, displayed, displayOf } from "./session/display.ts";

function timeZone(): string {
  return configuredDefaults().timeZone ?? UTC;
}

const DISPLAY = displayOf<Ledger>(async (drawing, ledger) => {
  const runs = await ledger.runs();
  const totals = {
    day: await ledger.total({ by: "day" }),
    name: await ledger.total({ by: "name" }),
    region: await ledger.total({ by: "region" }),
    component: await ledger.total({ by: "component" }),
  };
  const { path, notes } = ledger;
  const budget = await budgetOf(ledger);
  return await drawing.cardBundle(
    drawing.ledgerCard({
      path,
      notes,
      runs,
      totals,
      models: await ledger.total({ by: "model" }),
      budget,
      timeZone: timeZone(),
    }),
  );
});

/** The configured budget of this month, and how much is used. */
async function budgetOf(ledger: Ledger): Promise<MonthBudget | undefined> {
  const { budget, project } = configuredDefaults();
  if (budget === undefined) return undefined;
  const { monthBudget, runsOfBudget } = await import("../ledger/budget.ts");
  const scope = { project, timeZone: timeZone() };
  const filter = runsOfBudget(budget, scope, new Date());
  const [total] = await ledger.total(filter);
  return monthBudget(budget, filter, total?.emissionsKg ?? 0);
}

const IMPORT_DISPLAY = cardDisplay<ImportReport>((drawing, report) =>
  drawing.importCard(report)
);

const TABLE_DISPLAY = cardDisplay<RunTable>(
  (drawing, table) => drawing.runTableCard(table, timeZone()),
  (drawing, table) =>
    Promise.resolve(
      drawing.tableBundle(drawing.runTableCard(table, timeZone())),
    ),
);

/** Lets the results of imports and tables of runs show themselves. */
function withShownResults(ledger: Ledger): Ledger {
  const imported = ledger.import.bind(ledger);
  const listed = ledger.table.bind(ledger);
  const shown: Pick<Ledger, "import" | "table"> = {
    import: async (file) => displayed(await imported(file), IMPORT_DISPLAY),
    table: async (options) => displayed(await listed(options), TABLE_DISPLAY),
  };
  return Object.defineProperties(ledger, {
    import: { value: shown.import },
    table: { value: shown.table },
  });
}

/**
 * Opens the ledger, and makes it if there is none. It holds every tracked run, also those that are
 * running. Runs whose process was killed are `interrupted`, with their energy until then. In a
 * notebook it shows itself: emissions by day, runs by emissions, and the best runs by metric.
 *
 * It is a SQLite database: the configured one, else at `CARBONCELL_LEDGER`, else in the platform's
 * folder for data of programs. Several processes may use it at once. A read-only file can be read.
 *
 * @param where The path of another ledger
 * @returns Close it with `close()`, or open it with `await using` in a block
 * @throws {RangeError} If a newer version of carboncell wrote it; the file is not changed
 * @throws {TypeError} If it is the database of another program, or `where` is not a path
 * @throws {Error} If it can be neither made nor read; the message says why
 *
 * @example The emissions of each day
 * ```ts
 * import assert from "node:assert/strict";
 * import { openLedger } from "@carboncell/carboncell";
 *
 * const folder = await Deno.makeTempDir();
 * await using ledger = await openLedger(`${folder}/ledger.db`);
 * await Deno.writeTextFile(
 *   `${folder}/emissions.csv`,
 *   "timestamp,project_name,duration,emissions,energy_consumed\n" +
 *     "2026-11-23T12:00:00Z,thesis,600,0.02,0.05\n",
 * );
 * await ledger.import(`${folder}/emissions.csv`);
 * const [day] = await ledger.total({ by: "day" });
 * assert.equal(day?.key, "2026-11-23");
 * assert.equal(day?.emissionsKg, 0.02);
 * ```
 */
export async function openLedger(where?: string | URL): Promise<Ledger> {
  const { SqliteLedger } = await import("../ledger/sqlite_ledger.ts");
  const { ledger: configured } = configuredDefaults();
  const ledger = await SqliteLedger.open(
    where ?? (configured || undefined),
    timeZone,
  );
  return displayed(withShownResults(ledger), DISPLAY);
}
