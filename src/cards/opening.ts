import type { RunRecord } from "../tracker/run.ts";
import type { Bundle } from "../jupyter/mime.ts";
import { nameText } from "./run_texts.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};

/**
 * What is shown of a run as soon as it begins. It is put together by hand: loading what draws the
 * cards would take longer than the first reading of the sensors.
 */
export function openingBundle({ name }: RunRecord): Bundle {
  const shown = nameText(name);
  const escaped = shown.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? "");
  return {
    "text/plain": `${shown}: measuring…`,
    "text/html":
      `<div class="carboncell" style="color:inherit;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;overflow-wrap:anywhere"><b>${escaped}</b><br>measuring…</div>`,
  };
}
