import { basename } from "node:path";
import { grids } from "../../catalog/grids.ts";
import { G_PER_KG, S_PER_HOUR } from "../../units.ts";
import {
  type ImportedRun,
  LOCAL_TIME,
  type Origin,
} from "../stored/stored_run.ts";
import { amountOf, momentOf } from "./figures.ts";
import {
  idOf,
  importedRun,
  type ImportRemark,
  type ReadFile,
} from "./imported_run.ts";
import { soundRows } from "./sound_rows.ts";
import {
  lineError,
  type LinePlace,
  linesOf,
  type SourceFile,
  sourceFile,
} from "./source_file.ts";

const STAMPED = /^\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) - (.*)$/;
const ACTUAL = /\bActual consumption(?: for (\d+) epoch\(s\))?:\s*$/;

/** The endings of the two files that carbontracker writes for a run: its log, and its summary. */
const LOG = "_carbontracker.log";
const SUMMARY = "_carbontracker_output.log";

/** Whether a file with this first line is a log of carbontracker. */
export function isCarbontracker(line: string): boolean {
  return STAMPED.test(line);
}

/** What carbontracker prints at the end of a run, with all its lines. */
type Consumption = ReturnType<typeof consumptionOf>;

/**
 * Reads the runs of carbontracker from one of its two files, and from the other one if it exists.
 * @param file The imported file
 */
export function readCarbontracker(file: SourceFile): ReadFile {
  const isLog = file.name.endsWith(LOG);
  const other = fileBeside(otherName(file.name));
  const summary = isLog ? other ?? file : file;
  const all = [file.text, other?.text ?? ""].join("\n");
  const origin: Origin = {
    tool: "carbontracker",
    version: /carbontracker version (\S+)/.exec(all)?.[1],
    file: file.name,
  };
  const blocks = blocksIn(summary);
  if (blocks.length === 0) {
    const line = linesOf(summary.text).filter((text) => text !== "").length;
    throw lineError(
      TypeError,
      { file: summary, line },
      `is the last, without "Actual consumption": look into the file that ends in "${SUMMARY}"`,
    );
  }
  const remarks: ImportRemark[] = [];
  const runs = soundRows(blocks, (block) => {
    // Each of several runs in a file has its own place and intensity.
    const said = factsIn(blocks.length === 1 ? all : block.before);
    return runOf(consumptionOf(block, summary), said, origin);
  }, remarks);
  return { origin, runs, remarks };
}

/** Reads a file beside the imported one; `undefined` if there is none. */
function fileBeside(name: string): SourceFile | undefined {
  try {
    return sourceFile(name);
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    return undefined;
  }
}

function otherName(name: string): string {
  if (name.endsWith(SUMMARY)) return name.slice(0, -SUMMARY.length) + LOG;
  if (name.endsWith(LOG)) return name.slice(0, -LOG.length) + SUMMARY;
  return "";
}

/** A file's name begins with the run's name; the process, the day and the rest come after it. */
function nameOf(path: string): string {
  return /^(.+)_\d+\.\w+_\d{4}-\d\d-\d\dT\d{6}Z_carbontracker/
    .exec(basename(path))?.[1] ?? "carbontracker";
}

/** What carbontracker writes at the end of a run. */
interface Block {
  /** The line of its heading, from 1; its lines come after it. */
  readonly line: number;
  readonly lines: readonly string[];
  /** The text from the end of the block before it to its own end. */
  readonly before: string;
  /** Date and time of the last line before it that has one. */
  readonly stamp: string;
  readonly epochs: string | undefined;
}

function blocksIn(file: SourceFile): Block[] {
  const lines = linesOf(file.text);
  const found: Block[] = [];
  let stamp = "";
  let from = 0;
  lines.forEach((text, i) => {
    stamp = STAMPED.exec(text)?.[1] ?? stamp;
    const actual = ACTUAL.exec(text);
    if (actual === null) return;
    let end = i + 1;
    while (end < lines.length && !STAMPED.test(lines[end] as string)) end += 1;
    const block = lines.slice(i + 1, end);
    const before = lines.slice(from, end).join("\n");
    found.push({ line: i + 1, lines: block, before, stamp, epochs: actual[1] });
    from = end;
  });
  return found;
}

function consumptionOf(
  { lines: block, line, stamp, epochs }: Block,
  file: SourceFile,
) {
  const figure = (label: string, unit: string) => {
    const start = `${label}:`;
    const index = block.findIndex((text) => text.trim().startsWith(start));
    if (index < 0) {
      const wanted = `must be followed by a line with ${start}`;
      throw lineError(SyntaxError, { file, line }, wanted);
    }
    const text = (block[index] ?? "").trim().slice(start.length).trim();
    const at = { file, line: line + 1 + index, what: label };
    if (unit !== "" && !text.endsWith(` ${unit}`)) {
      const wanted = `must have ${label} in ${unit}`;
      throw lineError(SyntaxError, at, wanted, text);
    }
    return { text: text.slice(0, text.length - unit.length).trim(), at };
  };
  const time = figure("Time", "");
  const energy = figure("Energy", "kWh");
  const emitted = figure("CO2eq", "g");
  return {
    epochs,
    endedAt: momentOf(stamp, { file, line, what: "its time" }),
    durationS: secondsOf(time.text, time.at),
    energyKwh: amountOf(energy.text, "kWh", energy.at),
    // carbontracker found no intensity.
    emissionsG: emitted.text === "nan"
      ? undefined
      : amountOf(emitted.text, "g", emitted.at),
    text: [stamp, ...block].join("\n"),
    at: { file, line },
  };
}

function secondsOf(text: string, at: LinePlace): number {
  const parts = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  if (parts === null) {
    const wanted = "must have Time as hours:minutes:seconds";
    throw lineError(SyntaxError, at, wanted, text);
  }
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(Number);
  return hours * S_PER_HOUR + minutes * 60 + seconds;
}

/** What carbontracker says once for all of a file. */
function factsIn(log: string) {
  const find = (pattern: RegExp) => pattern.exec(log)?.[1]?.trim();
  return {
    intensity: find(
      /Average carbon intensity during training was ([\d.]+) /,
    ),
    pue: find(/PUE coefficient of ([\d.]+) /),
    // Newer versions write what the location was found with after it, older ones a full stop.
    location: find(/at detected location: (.+?)(?:: \[.*|\.)?\s*$/m),
    stopped: find(/(Training was interrupted before .+)/),
    components: find(/The following components were found: (.+)/),
  };
}

function runOf(
  said: Consumption,
  { intensity, pue, location, stopped, components }: ReturnType<typeof factsIn>,
  origin: Origin,
): ImportedRun {
  const { durationS, energyKwh, emissionsG, endedAt, epochs, text, at } = said;
  return importedRun({
    id: idOf("carbontracker", text),
    name: nameOf(origin.file),
    startedAt: new Date(endedAt.getTime() - durationS * 1000),
    durationS,
    energyKwh,
    ...emissionsG !== undefined && { emissionsKg: emissionsG / G_PER_KG },
    ...intensity && { carbonIntensity: Number(intensity) },
    ...pue && { pue: Number(pue) },
    ...location && location !== "Unknown" && { place: placeOf(location) },
    notes: [
      LOCAL_TIME,
      ...stopped === undefined ? [] : [stopped],
      ...averages(origin.version, components) ? [MEAN_NOTE] : [],
    ],
    figures: { epochs, components, location },
    origin,
  }, at);
}

/** `Copenhagen, Capital Region, DK`: a country is last. */
function placeOf(location: string): ImportedRun["place"] {
  const code = /, ([A-Z]{2})$/.exec(location)?.[1];
  const country = code === undefined ? undefined : grids.find(code)?.zone;
  return { name: location, ...country !== undefined && { country } };
}

const MEAN_NOTE =
  "this version of carbontracker averages devices and does not add them: its energy is too low";

/** Version 2.0.0 began to, and 2.4.7, the newest we know, still does. */
function averages(version = "", components = ""): boolean {
  return /^2\./.test(version) && /with device\(s\) [^.]*, /.test(components);
}
