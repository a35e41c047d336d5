import { basename } from "node:path";
import { J_PER_KWH } from "../../units.ts";
import { integratedBetween } from "../../sensors/parts/energy_used.ts";
import type { Reading } from "../../sensors/parts/sensor.ts";
import {
  type ImportedComponent,
  LOCAL_TIME,
  type Origin,
} from "../stored/stored_run.ts";
import { amountOf, isNumber, momentOf } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  type ReadFile,
} from "./imported_run.ts";
import { plainRows } from "./plain_rows.ts";
import { soundRows } from "./sound_rows.ts";
import { lineError, type LinePlace, type SourceFile } from "./source_file.ts";

const UNIT = " W";

/** The power of the board, as a mean, of the moment, or as the driver chooses. */
const POWER = /^power\.draw(?:\.average|\.instant)?(?: \[W\])?$/;

/** Whether cells are the headings of `nvidia-smi --query-gpu=timestamp,power.draw --format=csv`. */
export function isNvidiaSmi(names: readonly string[]): boolean {
  return names.some((name) => POWER.test(name));
}

const STAMP = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d+$/;

/** Whether cells are what nvidia-smi writes without headings. */
export function isBareNvidiaSmi(cells: readonly string[]): boolean {
  return cells.some((cell) => STAMP.test(cell));
}

/** A row: when a card drew which power. */
interface Sample {
  readonly line: number;
  readonly said: string;
  readonly card: string;
  readonly name: string;
  readonly at: Date;
  readonly watts: number;
}

/**
 * Reads the powers that nvidia-smi writes with `-l` or `-lms`. They are one run: the energy of each
 * card is that of straight lines between its powers.
 * @param file The file
 * @param first The cells of its first line
 */
export function readNvidiaSmi(
  file: SourceFile,
  first: readonly string[],
): ReadFile {
  const remarks: ImportRemark[] = [];
  const at = { file, line: 1 };
  const names = isNvidiaSmi(first) ? undefined : namesOf(first, at);
  const power = (names ?? first).find((name) => POWER.test(name)) as string;
  const rows = plainRows(file, {
    isHead: isNvidiaSmi,
    date: "timestamp",
    numeric: POWER,
    ...names !== undefined && { names },
    checkHead,
  }, remarks);
  const hasUnit = rows[0]?.cells[power]?.endsWith(UNIT) === true;
  const samples = soundRows(rows, ({ line, cells }): Sample => {
    const at = { file, line };
    const watts = cells[power] ?? "";
    const figure = watts.endsWith(UNIT) ? watts.slice(0, -UNIT.length) : watts;
    if (hasUnit && figure === watts && isNumber(watts)) {
      const wanted = `must end in${UNIT} as ${power}, as the other lines do`;
      throw lineError(SyntaxError, at, wanted, watts);
    }
    return {
      line,
      said: Object.values(cells).join(),
      card: cells["uuid"] || cells["index"] || cells["pci.bus_id"] || "",
      name: cells["name"] || "",
      at: momentOf(cells["timestamp"] ?? "", { ...at, what: "timestamp" }),
      watts: amountOf(figure, "W", { ...at, what: power }),
    };
  }, remarks);
  if (samples.length < 2) {
    const wanted = "must be followed by two lines with powers at least";
    throw lineError(TypeError, { file, line: 1 }, wanted);
  }
  const times = samples.map(({ at }) => at.getTime());
  const [startMs, endMs] = times.reduce(
    ([least, most], ms) => [Math.min(least, ms), Math.max(most, ms)],
    [Infinity, -Infinity],
  );
  const notes = new Set<string>([LOCAL_TIME, CARDS_ONLY]);
  const components = [...Map.groupBy(told(samples, file), ({ card }) => card)]
    .map(
      ([card, own]) => cardOf(card, own, notes),
    );
  const origin: Origin = {
    tool: "nvidia-smi",
    version: undefined,
    file: file.name,
  };
  const run = importedRun({
    // A log that has grown is the same run.
    id: idOf("nvidia-smi", samples[0]!.said),
    name: basename(file.name).replace(/\.\w+$/, "") || "nvidia-smi",
    startedAt: new Date(startMs),
    durationS: (endMs - startMs) / 1000,
    energyKwh: components.reduce((sum, { energyKwh }) => sum + energyKwh, 0),
    components,
    notes: [...notes],
    origin,
  }, { file, line: samples[0]!.line });
  return { origin, runs: [run], remarks };
}

const CARDS_ONLY =
  "the energy is that of the cards only, without the facility's overhead";

function checkHead(names: readonly string[], at: LinePlace): void {
  if (names.includes("timestamp")) return;
  const wanted = "must have the heading timestamp: query it beside the power";
  throw lineError(TypeError, at, wanted, names.join());
}

/** The headings of a file without any, by what its cells look like. */
function namesOf(cells: readonly string[], at: LinePlace): readonly string[] {
  if (cells.filter((cell) => cell.endsWith(UNIT)).length !== 1) {
    const wanted =
      "must have headings, as no unit tells which figure is the power drawn: leave noheader out";
    throw lineError(TypeError, at, wanted, cells.join(", "));
  }
  return cells.map((cell, i) => {
    if (STAMP.test(cell)) return "timestamp";
    if (cell.endsWith(UNIT)) return "power.draw";
    if (/^(?:GPU|MIG)-/.test(cell)) return "uuid";
    if (/^[\dA-Fa-f]+:[\dA-Fa-f]{2}:/.test(cell)) return "pci.bus_id";
    return /^[A-Z].* /.test(cell) ? "name" : `column ${i + 1}`;
  });
}

/** Cards that are read in one round are not further apart, in ms. */
const MOST_OF_ROUND_MS = 20;

/**
 * Tells cards apart where no column does: nvidia-smi writes a line for each of them in every round.
 * @throws {TypeError} If the rounds differ
 */
function told(samples: readonly Sample[], file: SourceFile): readonly Sample[] {
  if (samples.some(({ card }) => card !== "")) return samples;
  const ms = samples.map(({ at }) => at.getTime());
  const meanMs = (ms.at(-1)! - ms[0]!) / (ms.length - 1);
  const mostMs = Math.min(MOST_OF_ROUND_MS, meanMs / 10);
  let nth = 0;
  const counted = samples.map((sample, i) => {
    const isSame = i > 0 && Math.abs(ms[i]! - ms[i - 1]!) <= mostMs;
    nth = isSame ? nth + 1 : 0;
    return { ...sample, card: String(nth) };
  });
  const cards = [...Map.groupBy(counted, ({ card }) => card).values()];
  const [first, last] = [cards[0]!.length, cards.at(-1)!.length];
  if (cards.length === 1) return samples;
  // The last round may have been cut off.
  if (first - last <= 1) return counted;
  const wanted =
    "must have a column index or uuid, as the lines of several cards cannot be told apart";
  throw lineError(TypeError, { file, line: 1 }, wanted);
}

function cardOf(
  card: string,
  samples: readonly Sample[],
  notes: Set<string>,
): ImportedComponent {
  const readings = samples
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, watts }, _, [first]): Reading => ({
      timeS: (at.getTime() - first!.at.getTime()) / 1000,
      values: [watts],
    }));
  let energyJ = 0;
  for (const [i, reading] of readings.entries()) {
    const before = readings[i - 1];
    if (before === undefined) continue;
    const used = integratedBetween(before, reading);
    energyJ += used.energyJ;
    if (used.note !== undefined) notes.add(used.note);
  }
  return {
    component: "accelerator",
    name: samples[0]!.name || (card === "" ? "GPU" : `GPU ${card}`),
    energyKwh: energyJ / J_PER_KWH,
    method: undefined,
    source: "nvidia-smi",
  };
}
