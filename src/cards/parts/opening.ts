import { escapeHtml } from "../../document/escape_html.ts";
import {
  COURSE_HEIGHT,
  DOCUMENT_STYLE,
  styleHtml,
} from "../../document/style.ts";
import type { RunRecord } from "../../tracker/run.ts";
import type { Bundle } from "../../jupyter/mime.ts";
import { blankFigureHtml } from "../../document/figure_html.ts";
import { nameText } from "./run_texts.ts";

/** Why the output may not change for a while. */
const LATER = "Nothing can be drawn while the cell computes: " +
  "what it has used appears when it waits or ends.";

/** A place for each figure of the card that follows, so that nothing moves then. */
const FACTS = ["Energy", "Power now", "Grid", "Measured"].map((label) =>
  `<div><span class="cc-muted">${label}</span> <b>–</b> <span>\u00A0</span></div>`
).join("");

/**
 * What is shown of a run as soon as it begins. It is written by hand, as loading the code that
 * draws cards takes longer than the first reading of the sensors. It is as high as they are.
 * @param run The run
 * @param drawsAlways Whether the run can be drawn while the cell computes
 */
export function openingBundle(
  { name }: RunRecord,
  drawsAlways: boolean,
): Bundle {
  const shown = nameText(name);
  const state = "measuring…";
  const later = drawsAlways ? "" : LATER;
  return {
    "text/plain": `${shown}: ${state}${later && ` ${later}`}`,
    "text/html":
      `<section class="carboncell cc-live"><div class="cc-title"><b>${
        escapeHtml(shown)
      }</b> <span class="cc-state">${state}</span></div><div class="cc-head"><div class="cc-headline"><b>–</b></div><div class="cc-range"><div>\u00A0</div></div></div>${
        blankFigureHtml(COURSE_HEIGHT)
      }<div class="cc-facts">${FACTS}</div><div class="cc-more"><span class="cc-muted">${
        later || "\u00A0"
      }</span></div></section>${styleHtml(DOCUMENT_STYLE)}`,
  };
}
