import { escapeHtml } from "../document/escape_html.ts";
import type { RunRecord } from "../tracker/run.ts";
import type { Bundle } from "../jupyter/mime.ts";
import { nameText } from "./run_texts.ts";

/**
 * What is shown of a run as soon as it begins. It is written by hand, as loading the code that
 * draws cards takes longer than the first reading of the sensors.
 */
export function openingBundle({ name }: RunRecord): Bundle {
  const shown = nameText(name);
  return {
    "text/plain": `${shown}: measuring…`,
    "text/html":
      `<div class="carboncell" style="color:inherit;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;overflow-wrap:anywhere"><b>${
        escapeHtml(shown)
      }</b><br>measuring…</div>`,
  };
}
