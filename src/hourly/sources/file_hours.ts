import { shown } from "../../input.ts";
import { library } from "../../library.ts";
import { messageOf } from "../../machine/machine.ts";
import { need } from "../../machine/permission.ts";
import { comparable, nearest } from "../../nearest.ts";
import { type Point, timeText, usualStep, withSeenEnds } from "../hours.ts";
import type { IntensityHour } from "../hourly_source.ts";
import { MS_PER_MINUTE } from "../../units.ts";

/** The columns of a file by their headings. */
export interface FileColumns {
  /** When an hour begins. @default the column with a name such as `time` or `datetime` */
  readonly time?: string;
  /** Its intensity, in gCO2e/kWh. @default the column with a name such as `gPerKwh` */
  readonly gPerKwh?: string;
}

/** What a file holds. */
export interface FileHours {
  /** Its hours, in the order of time. */
  readonly hours: readonly IntensityHour[];
  /** How long most of them are, in minutes. */
  readonly minutes: number;
}

const TIME_NAMES =
  /^(?:date)?(?:time)?(?:stamp)?(?:utc)?$|^(?:start|from|date|datum|hour|pointtime|timestamp|periodstart|starttime|datetime|time)(?:utc)?$/;
const VALUE_NAMES =
  /^(?:gperkwh|gkwh|gco2kwh|gco2ekwh|gco2eqkwh|gco2perkwh|gco2eperkwh|intensity|carbonintensity|actual|value|co2eq|carbonintensitygco2eqkwh|carbonintensitygperkwh)$/;
/** A heading that tells what it is, and more. */
const VALUE_WORDS = /intensity|g ?co2|g\/kwh/i;
/** The zone of a time; one without a zone is of UTC. */
const ZONED = /^(?:Z|[+-]\d{2}(?::?\d{2})?)$/i;

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads the intensities of a CSV or Parquet file.
 * @param path Where it is
 * @param given The user's columns
 * @throws {TypeError} If its columns cannot be told
 * @throws {SyntaxError} If a time or a value cannot be read; with the line
 * @throws {RangeError} If it is empty, or its times are ambiguous
 */
export async function readFileHours(
  path: string,
  given: FileColumns = {},
): Promise<FileHours> {
  const name = JSON.stringify(path);
  const bytes = await bytesOf(path, name);
  const isParquet = new TextDecoder().decode(bytes.subarray(0, 4)) === "PAR1";
  const rows = isParquet
    ? await parquetRows(bytes, name)
    : await csvRows(bytes, name);
  const headings = Object.keys(rows[0] ?? {});
  if (rows.length === 0) {
    throw new RangeError(
      `Cannot read the intensities of ${name} as it has no rows`,
    );
  }
  const time = columnOf(headings, given.time, "time", name, isTime);
  const value = columnOf(headings, given.gPerKwh, "gPerKwh", name, isValue);
  const points = rows.map((row, i): Point => {
    const line = `${name}, ${isParquet ? "row" : "line"} ${
      i + (isParquet ? 1 : 2)
    }`;
    return {
      start: timeOf(row[time], line),
      ...intensityOf(row[value], line),
    };
  });
  return hoursOf(points, name);
}

function hoursOf(points: Point[], name: string): FileHours {
  const isDescending = points.every(({ start }, i) =>
    i === 0 || start < points[i - 1]!.start
  );
  if (isDescending) points.reverse();
  for (const [i, { start }] of points.entries()) {
    const before = points[i - 1]?.start;
    if (before === undefined || start > before) continue;
    throw new RangeError(
      `Cannot read the intensities of ${name} as ${
        timeText(start)
      } comes after ${
        timeText(before)
      }: each time must be there once and in order. Local times come twice when the clocks ` +
        "are set back: write them in UTC, or with their offset such as +01:00",
    );
  }
  const step = usualStep(
    points.slice(1).map(({ start }, i) =>
      start.getTime() - points[i]!.start.getTime()
    ),
  );
  const minutes = step === undefined ? 60 : step / MS_PER_MINUTE;
  return { hours: withSeenEnds(points, minutes), minutes };
}

async function bytesOf(
  path: string,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  // Checked first, so that Deno never asks the user.
  need({ name: "read", path }, `read ${name}`, "--allow-read");
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : messageOf(error);
    throw new Error(`Cannot read the intensities of ${name}: ${why}`, {
      cause: error,
    });
  }
}

async function csvRows(bytes: Uint8Array, name: string): Promise<Row[]> {
  const { parse } = await library<typeof import("npm:csv-parse@7.0.3/sync")>(
    "npm:csv-parse@7.0.3/sync",
  );
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  const [head = ""] = text.split("\n", 1);
  const delimiter = [",", ";", "\t"].toSorted((a, b) =>
    head.split(b).length - head.split(a).length
  )[0]!;
  try {
    return parse(text, {
      columns: (names: string[]) => names.map((column) => column.trim()),
      delimiter,
      skip_empty_lines: true,
      trim: true,
    }) as Row[];
  } catch (error) {
    throw new SyntaxError(
      `Cannot read the intensities of ${name} as it is no sound CSV file: ${
        messageOf(error)
      }`,
    );
  }
}

async function parquetRows(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<Row[]> {
  const { parquetReadObjects } = await library<
    typeof import("npm:hyparquet@1.31.5")
  >("npm:hyparquet@1.31.5");
  try {
    return await parquetReadObjects({ file: bytes.buffer });
  } catch (error) {
    throw new SyntaxError(
      `Cannot read the intensities of ${name} as it is no sound Parquet file: ${
        messageOf(error)
      }`,
    );
  }
}

const isTime = (heading: string) => TIME_NAMES.test(comparable(heading));

function isValue(heading: string): boolean {
  return VALUE_NAMES.test(comparable(heading)) || VALUE_WORDS.test(heading);
}

function columnOf(
  headings: readonly string[],
  given: string | undefined,
  what: keyof FileColumns,
  name: string,
  fits: (heading: string) => boolean,
): string {
  const found = headings.map((heading) => JSON.stringify(heading)).join(", ");
  if (given !== undefined) {
    if (headings.includes(given)) return given;
    const [near] = nearest(given, headings, 1);
    throw new TypeError(
      `Cannot read the intensities of ${name} as it has no column ${
        shown(given)
      }${
        near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`
      }: its columns are ${found}`,
    );
  }
  const fitting = headings.filter((heading) => heading !== "" && fits(heading));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw new TypeError(
    `Cannot read the intensities of ${name} as ${
      fitting.length === 0 ? "no column" : `${fitting.length} columns`
    } may be ${what}: give columns: { ${what}: "…" }; its columns are ${found}`,
  );
}

/** A time without a zone is one of UTC, as the docs say. */
function timeOf(cell: unknown, line: string): Date {
  const at = cell instanceof Date
    ? cell
    : typeof cell === "bigint" || typeof cell === "number" ||
        /^\d{9,}(?:\.\d+)?$/.test(String(cell))
    ? ofNumber(Number(cell))
    : ofText(String(cell ?? "").trim());
  if (Number.isFinite(at.getTime())) return at;
  throw new SyntaxError(
    `Cannot read the time of ${line} as it must be a date and an hour, such as 2026-03-02T08:00Z: current value is ${
      shown(cell)
    }`,
  );
}

function ofText(text: string): Date {
  const iso =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(.*)$/
      .exec(text);
  if (iso === null) return new Date(NaN);
  const [, day, clock = "00:00", zone = ""] = iso;
  const offset = zone === "" || /^UTC$/i.test(zone) ? "Z" : zone;
  if (!ZONED.test(offset)) return new Date(NaN);
  return new Date(
    `${day}T${clock}${
      offset.replace(
        /^([+-]\d{2}):?(\d{2})?$/,
        (_, hours, minutes = "00") => `${hours}:${minutes}`,
      )
    }`,
  );
}

/** Seconds, or ms, us or ns since 1970. */
function ofNumber(value: number): Date {
  let ms = value * 1000;
  while (ms > 1e14) ms /= 1000;
  return new Date(ms);
}

const NO_VALUE: readonly string[] = [
  "",
  "na",
  "n/a",
  "nan",
  "null",
  "none",
  "-",
];

function intensityOf(
  cell: unknown,
  line: string,
): Pick<Point, "gPerKwh" | "why"> {
  if (
    cell === null || cell === undefined || Number.isNaN(cell) ||
    NO_VALUE.includes(String(cell).trim().toLowerCase())
  ) {
    return { gPerKwh: undefined, why: "the file has no value" };
  }
  const value = Number(cell);
  if (value >= 0 && value < Infinity) return { gPerKwh: value };
  throw new SyntaxError(
    `Cannot read the intensity of ${line} as it must be a number >= 0, in gCO2e/kWh: current value is ${
      shown(cell)
    }`,
  );
}
