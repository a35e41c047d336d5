import { J_PER_KWH } from "../../units.ts";
import type {
  ImportedComponent,
  ImportedRun,
  Origin,
} from "../stored/stored_run.ts";
import { sharesOf } from "../../tracker/record.ts";
import type { SharedStretch } from "../../tracker/sharing/shared_stretch.ts";
import { amountOf, LATEST } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  type ReadFile,
} from "./imported_run.ts";
import { soundRows } from "./sound_rows.ts";
import { lineError, linesOf, type SourceFile } from "./source_file.ts";

const HEADINGS = ["start_time", "window_name", "elapsed_time"];
const CARD = /^gpu(\d+)_energy$/;

/** Whether a file with this first line is a log of a ZeusMonitor. */
export function isZeus(line: string): boolean {
  return line.startsWith(HEADINGS.join(","));
}

/** A measured window, with the whole line. */
type Window = ReturnType<typeof windowOf>;

/**
 * Reads a log of a ZeusMonitor (`log_file`). Each window is a run. A window can lie within an
 * earlier one, which counts its energy too: it is shared.
 */
export function readZeus(file: SourceFile): ReadFile {
  const origin: Origin = { tool: "zeus", version: undefined, file: file.name };
  const lines = linesOf(file.text);
  const cards = cardsOf(lines[0] ?? "", file);
  const remarks: ImportRemark[] = [];
  const rows = lines.flatMap((text, i) =>
    i === 0 || text === "" ? [] : [{ text, line: i + 1 }]
  );
  const windows = soundRows(
    rows,
    ({ text, line }) => checked(windowOf(text, line, cards, file), origin),
    remarks,
  );
  const ordered = windows.toSorted((a, b) =>
    a.startS - b.startS || b.elapsedS - a.elapsedS
  );
  const seen = new Map<string, number>();
  let open: { readonly id: string; readonly window: Window }[] = [];
  const runs = ordered.map((window) => {
    const nth = (seen.get(window.text) ?? 0) + 1;
    seen.set(window.text, nth);
    const id = idOf("zeus", window.text, String(nth));
    open = open.filter((o) => endOf(o.window) > window.startS);
    const shared = open.map((earlier) => stretchOf(window, earlier));
    open.push({ id, window });
    return runOf(id, window, origin, shared);
  });
  return { origin, runs, remarks };
}

/**
 * A window that can be a run.
 * @throws {RangeError} If it cannot; names the line
 */
function checked(window: Window, origin: Origin): Window {
  runOf("zeus:checked", window, origin, []);
  return window;
}

/** The numbers of the cards. */
function cardsOf(line: string, file: SourceFile): string[] {
  const names = line.split(",").slice(HEADINGS.length)
    // A monitor without cards writes a comma after the last heading.
    .filter((name) => name !== "");
  return names.map((name) => {
    const number = CARD.exec(name)?.[1];
    if (number !== undefined) return number;
    const wanted = 'must have headings such as "gpu0_energy" after the first 3';
    throw lineError(TypeError, { file, line: 1 }, wanted, name);
  });
}

/** The log does not quote commas in a name, so the figures are found from the end of the line. */
function windowOf(
  text: string,
  line: number,
  cards: readonly string[],
  file: SourceFile,
) {
  const cells = text.split(",");
  const figures = Math.max(1, cards.length) + 1;
  const at = { file, line };
  if (cells.length < figures + 2) {
    const wanted = `must have at least ${figures + 2} cells`;
    throw lineError(SyntaxError, at, wanted, text);
  }
  const place = (what: string) => ({ ...at, what });
  const [elapsed = "", ...energies] = cells.slice(-figures);
  if (cards.length === 0 && energies[0] !== "") {
    const wanted = "must have no energy, as the headings name no card";
    throw lineError(SyntaxError, at, wanted, text);
  }
  const startS = amountOf(cells[0] ?? "", "s", place("start_time"));
  if (startS > LATEST_S) {
    const wanted = "must have a start_time in s since 1970";
    throw lineError(RangeError, at, wanted, cells[0]);
  }
  return {
    name: cells.slice(1, -figures).join(","),
    startS,
    elapsedS: amountOf(elapsed, "s", place("elapsed_time")),
    components: cards.map((card, i): ImportedComponent => ({
      component: "accelerator",
      name: `GPU ${card}`,
      energyKwh: amountOf(energies[i] ?? "", "J", place(`gpu${card}_energy`)) /
        J_PER_KWH,
      method: undefined,
      source: "Zeus",
    })),
    text,
    at,
  };
}

/** The end of the year 2099, as for the dates of the other tools. */
const LATEST_S = LATEST.getTime() / 1000 - 1;

function endOf({ startS, elapsedS }: Window): number {
  return startS + elapsedS;
}

/** The beginning of a window that an earlier one counts too, at constant power. */
function stretchOf(
  { startS, elapsedS, components }: Window,
  earlier: { readonly id: string; readonly window: Window },
): SharedStretch {
  const share = elapsedS === 0
    ? 1
    : Math.min(1, (endOf(earlier.window) - startS) / elapsedS);
  const energyKwh = components.reduce((sum, c) => sum + c.energyKwh, 0) * share;
  const emissionsKg = 0;
  return {
    id: earlier.id,
    from: { timeS: 0, energyKwh: 0, emissionsKg, partsKwh: [] },
    to: { timeS: elapsedS * share, energyKwh, emissionsKg, partsKwh: [] },
  };
}

function runOf(
  id: string,
  { name, startS, elapsedS, components, at }: Window,
  origin: Origin,
  shared: readonly SharedStretch[],
): ImportedRun {
  const energyKwh = components.reduce((sum, c) => sum + c.energyKwh, 0);
  return importedRun({
    id,
    name: name || "window",
    startedAt: new Date(startS * 1000),
    durationS: elapsedS,
    energyKwh,
    components,
    ...sharesOf({ id, energyKwh, shared }),
    notes: [
      "the energy is that of the cards only, without the facility's overhead",
      ...shared.length > 0
        ? ["an earlier window counts its energy too, in part or as a whole"]
        : [],
    ],
    origin,
  }, at);
}
