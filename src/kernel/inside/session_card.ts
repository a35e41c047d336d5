import type { ResultDocument } from "../../document/document.ts";
import { footerOf } from "../../cards/estimate_card.ts";
import { callTexts } from "../../cards/parts/call_facts.ts";
import { nameText, withoutText } from "../../cards/parts/run_texts.ts";
import type { BegunRun } from "../../jupyter/kernel_helper.ts";
import { duration, energy, mass } from "../../format.ts";
import {
  countedOnce,
  type CountedRun,
} from "../../tracker/sharing/count_once.ts";
import type { RunCall } from "../../tracker/calls/run_call.ts";
import type { Run } from "../../tracker/run.ts";
import { VERSION } from "../../version.ts";
import { hasAssumedPlace, type SessionRun } from "./session_run.ts";

/** Only the cells that emitted the most have a line of their own. */
const LISTED = 10;

/**
 * The card of a session.
 * @param session The runs that have ended
 * @param open The others: they are named, and not in the sum
 */
export function sessionCard(
  session: readonly SessionRun[],
  open: readonly BegunRun[],
): ResultDocument {
  const runs = session.map(({ run }) => run);
  const counted = countedOnce(runs);
  const total = sumOf(runs, counted);
  const hasCalls = runs.some(({ calls }) => calls.length > 0);
  const cells = [...Map.groupBy(session, ({ cell }) => cell)].map((
    [cell, ended],
  ) => {
    const runs = ended.map(({ run }) => run);
    return { cell, runs, sum: sumOf(runs, counted) };
  }).sort((a, b) => b.sum.emissionsKg - a.sum.emissionsKg);
  return {
    title: "This session",
    headline: mass(total.emissionsKg),
    meaning: "CO2e",
    subline: `${energy(total.energyKwh)} in ${
      runs.length === 1 ? "one run" : `${runs.length} runs`
    } of ${cells.length === 1 ? "one cell" : `${cells.length} cells`}`,
    facts: [
      ...cells.slice(0, LISTED).map(({ cell, runs, sum }) => ({
        label: `[${cell}]`,
        value: mass(sum.emissionsKg),
        note: `${
          [
            energy(sum.energyKwh),
            ...callTexts(callsOf(runs)),
            duration(sum.durationS),
          ].join(", ")
        }: ${namesOf(runs)}`,
      })),
      ...open.slice(0, LISTED).map((run) => ({
        label: "in progress",
        value: mass(run.emissionsKg),
        note: `${energy(run.energyKwh)} so far: ${
          nameText(run.name)
        }; in the sum once it has ended`,
      })),
    ],
    assumptions: runs.some(hasAssumedPlace)
      ? [
        "the world's average where no place is given; configure({ region }) or %carbon on --region sets one",
      ]
      : [],
    sections: [{
      id: "runs",
      title: "All runs",
      short: session.length === 1 ? "1 run" : `${session.length} runs`,
      tables: [{
        columns: {
          cell: "cell",
          run: "run",
          status: "status",
          ...(hasCalls && { calls: "calls" }),
          time: "time",
          energy: "energy",
          emissions: "emissions",
        },
        rows: session.map(({ cell, run }) => ({
          cell: `[${cell}]`,
          run: nameText(run.name),
          status: run.status,
          ...(hasCalls && { calls: callTexts(run.calls).join() }),
          time: duration(run.durationS),
          energy: energy(run.energyKwh),
          emissions: `${mass(run.emissionsKg)} CO2e${withoutText(run)}`,
        })),
      }],
    }],
    footer: footerOf(VERSION),
  };
}

/** The calls of runs, each once. */
function callsOf(runs: readonly Run[]): RunCall[] {
  const calls = runs.flatMap(({ calls }) => calls);
  return [...new Map(calls.map((call) => [call.id, call])).values()];
}

function namesOf(runs: readonly Pick<Run, "name">[]): string {
  return [...new Set(runs.map(({ name }) => nameText(name)))].join(", ");
}

/** Sums of runs, by what the session counts of each. */
function sumOf(
  runs: readonly Run[],
  counted: ReadonlyMap<string, CountedRun>,
) {
  const sum = (value: (run: Run) => number | undefined) =>
    runs.reduce((all, run) => all + (value(run) ?? 0), 0);
  return {
    durationS: sum(({ durationS }) => durationS),
    energyKwh: sum(({ id }) => counted.get(id)?.energyKwh),
    emissionsKg: sum(({ id }) => counted.get(id)?.emissionsKg),
  };
}
