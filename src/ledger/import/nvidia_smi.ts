import { basename } from "node:path";
import { J_PER_KWH } from "../../units.ts";
import { integratedBetween } from "../../sensors/parts/energy_used.ts";
import type { Reading } from "../../sensors/parts/sensor.ts";
import {
  type ImportedComponent,
  LOCAL_TIME,
  type Origin,
} from "../stored/stored_run.ts";
import { csvRecords, headingsOf } from "./csv_records.ts";
import { amountOf, momentOf } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  type ReadFile,
} from "./imported_run.ts";
import { soundRows } from "./sound_rows.ts";
import { lineError, type SourceFile } from "./source_file.ts";

/** The power of the board, as a mean, of the moment, or as the driver chooses. */
const POWER = /^power\.draw(?:\.average|\.instant)?(?: \[W\])?$/;

/** Whether a line has the headings of `nvidia-smi --query-gpu=timestamp,power.draw --format=csv`. */
export function isNvidiaSmi(line: string): boolean {
  const names = headingsOf(line);
  return names.includes("timestamp") && names.some((name) => POWER.test(name));
}

/** A row: when a card drew which power. */
interface Sample {
  readonly line: number;
  readonly card: string;
  readonly name: string;
  readonly at: Date;
  readonly watts: number;
}

/**
 * Reads the powers that nvidia-smi writes with `-l` or `-lms`. They are one run: the energy of each
 * card is that of straight lines between its powers.
 */
export function readNvidiaSmi(file: SourceFile): ReadFile {
  const [headings, ...records] = csvRecords(file);
  const names = headings?.cells ?? [];
  const remarks: ImportRemark[] = [];
  const rows = records.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""])),
  }));
  const power = names.find((name) => POWER.test(name)) as string;
  const samples = soundRows(rows, ({ line, cells }): Sample => {
    const at = { file, line };
    return {
      line,
      card: cells["uuid"] || cells["index"] || cells["pci.bus_id"] || "",
      name: cells["name"] || "",
      at: momentOf((cells["timestamp"] ?? "").replaceAll("/", "-"), {
        ...at,
        what: "timestamp",
      }),
      watts: amountOf((cells[power] ?? "").replace(/ W$/, ""), "W", {
        ...at,
        what: power,
      }),
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
  const components = [...Map.groupBy(samples, ({ card }) => card)].map(
    ([card, own]) => cardOf(card, own, notes),
  );
  const origin: Origin = {
    tool: "nvidia-smi",
    version: undefined,
    file: file.name,
  };
  const run = importedRun({
    id: idOf("nvidia-smi", file.text),
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

function cardOf(
  card: string,
  samples: readonly Sample[],
  notes: Set<string>,
): ImportedComponent {
  const readings = samples
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, watts }): Reading => ({
      timeS: at.getTime() / 1000,
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
