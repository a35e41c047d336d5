import { escapeHtml } from "../document/escape_html.ts";
import type { RunRecord } from "../tracker/run.ts";
import type { Bundle } from "../jupyter/mime.ts";
import { nameText } from "./run_texts.ts";

/** Why the output may not change for a while. */
const LATER = "Nothing can be drawn while the cell computes: " +
  "what it has used appears when it waits or ends.";

/**
 * What is shown of a run as soon as it begins. It is written by hand, as loading the code that
 * draws cards takes longer than the first reading of the sensors.
 * @param run The run
 * @param drawsAlways Whether the run can be drawn while the cell computes
 */
export function openingBundle(
  { name }: RunRecord,
  drawsAlways: boolean,
): Bundle {
  const shown = nameText(name);
  const state = `measuring…${drawsAlways ? "" : ` ${LATER}`}`;
  return {
    "text/plain": `${shown}: ${state}`,
    "text/html":
      `<div class="carboncell" style="color:inherit;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;overflow-wrap:anywhere"><b>${
        escapeHtml(shown)
      }</b><br>${state}</div>`,
  };
}
