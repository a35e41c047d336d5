import { callTexts } from "../../cards/parts/call_facts.ts";
import { duration, energy, mass } from "../../format.ts";
import type { Run } from "../../tracker/run.ts";
import { hasAssumedPlace } from "./session_run.ts";
import { show } from "./show.ts";

/** Shows what a cell used and emitted, in one line under the cell. */
export async function showLine(run: Run): Promise<void> {
  const figures = [
    `${mass(run.emissionsKg)} CO2e`,
    energy(run.energyKwh),
    ...callTexts(run.calls),
    duration(run.durationS),
  ];
  const line = `${figures.join(", ")}${
    hasAssumedPlace(run) ? "; no place given: the world's average" : ""
  }`;
  await show({ "text/plain": line, "text/markdown": `<sub>${line}</sub>` });
}
