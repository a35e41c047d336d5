import type { Job } from "../../estimate/job.ts";
import { shown } from "../../input.ts";
import { withLate } from "../../late.ts";
import type { BegunRun } from "../../jupyter/kernel_helper.ts";
import type { Defaults } from "../../notebook/session/configure.ts";
import type { TrackOptions } from "../../tracker/options.ts";
import type { MagicCall } from "../magics/magic_call.ts";
import type { SessionRun } from "./session_run.ts";
import { show, showValue } from "./show.ts";

/**
 * Does what a magic says, and shows it.
 * @param call The magic
 * @param session The runs that have ended
 * @param open The others
 */
export async function doMagic(
  call: MagicCall,
  session: readonly SessionRun[],
  open: readonly BegunRun[],
): Promise<void> {
  switch (call.magic) {
    case "estimate": {
      const { estimate } = await withLate(import("../../notebook/estimate.ts"));
      return await showValue(estimate(call.job as unknown as Job));
    }
    case "command":
      return await runCommand(call);
    case "sensors": {
      const { sensors } = await withLate(import("../../notebook/sensors.ts"));
      return await showValue(sensors());
    }
    case "report":
      return await writeReport(call.file, session);
    case "carbon":
      if (call.every === undefined) return await showSession(session, open);
      if (call.every === "on") await checkTracked(call.options);
      return await show({
        "text/plain": call.every === "on"
          ? "Every cell is tracked from now on"
          : "Cells are no longer tracked",
      });
    case "configure":
      return await configure(call.defaults);
    case "text":
      return await show({ "text/plain": call.text });
  }
}

/**
 * Runs a program as a run. As an error of code does, its failure keeps later cells from running.
 */
async function runCommand(
  { command, options }: Extract<MagicCall, { magic: "command" }>,
): Promise<void> {
  const { trackCommand } = await withLate(
    import("../../notebook/track_command.ts"),
  );
  const { status, reason } = await trackCommand(command, options);
  if (status === "failed") {
    throw new Error(`Cannot complete the cell as ${reason}`);
  }
}

/** Says now what would otherwise be wrong with every cell. */
async function checkTracked(options: TrackOptions): Promise<void> {
  const { fullOptions } = await withLate(
    import("../../notebook/runs/open_run.ts"),
  );
  const { siteOf } = await import("../../notebook/session/site_of.ts");
  siteOf(fullOptions(options));
}

async function configure(defaults: Defaults): Promise<void> {
  const module = await import("../../notebook/session/configure.ts");
  if (Object.keys(defaults).length > 0) module.configure(defaults);
  const configured = Object.entries(module.configuredDefaults())
    .map(([field, value]) => `${field} ${shown(value)}`);
  await show({
    "text/plain": configured.length === 0
      ? "Nothing is configured"
      : `Configured: ${configured.join(", ")}`,
  });
}

async function showSession(
  session: readonly SessionRun[],
  open: readonly BegunRun[],
): Promise<void> {
  const { sessionCard } = await import("./session_card.ts");
  const { cardBundle } = await import("../../cards/cards.ts");
  await show(await cardBundle(sessionCard(session, open)));
}

async function writeReport(
  file: string,
  session: readonly SessionRun[],
): Promise<void> {
  if (session.length === 0) {
    throw new RangeError(
      "Cannot write the report as nothing was tracked in this session yet",
    );
  }
  const { report } = await withLate(import("../../notebook/report.ts"));
  const written = report(session.map(({ run }) => run));
  await written.save(file);
  await show({ "text/plain": `Saved the report to ${file}` });
}
