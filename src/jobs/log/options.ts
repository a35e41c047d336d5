import type { HourlySource } from "../../hourly/hourly_source.ts";
import {
  checkDevice,
  type CustomHardware,
  DEVICE_SHAPE,
  deviceWanted,
} from "../../estimate/devices/custom_hardware.ts";
import {
  PLACE_SHAPE,
  PLACE_WANTED,
  type PlaceQuery,
} from "../../estimate/place/place_query.ts";
import * as v from "../../input.ts";
import { nearest } from "../../nearest.ts";
import { hasTimeZone } from "../../ledger/moments.ts";
import type { EngineChoice } from "../engines/engine.ts";
import { TABLE_FIELDS, type TableColumns } from "./table_fields.ts";

/** What the nodes of a partition have. */
export interface Partition {
  /** Its cards: a name of the catalogue, or a device of your own. */
  readonly hardware?: string | CustomHardware;
  /** What the scheduler's types of cards are, such as `{ h100: "H100 SXM5 80GB" }`. */
  readonly types?: Readonly<Record<string, string | CustomHardware>>;
  /** Its processor: a name of the catalogue, or one of your own, which needs `cores`. */
  readonly cpu?: string | CustomHardware;
  /** Cores of one processor. @default those of the catalogue */
  readonly cores?: number;
  /** CPUs of a node as the scheduler counts them: a job with all of them may use its energy. */
  readonly nodeCpus?: number;
  /** Cards of a node. */
  readonly nodeGpus?: number;
  /** Mean share of the rated power that is drawn, 0 to 1. @default 1, and marked */
  readonly utilization?: number;
}

/** How a job log is priced. The place is that of the cluster. */
export interface JobLogOptions extends Omit<PlaceQuery, "offsetPercent"> {
  /**
   * The hardware of each partition. `"*"` is every other one. A job of a partition without an entry
   * is priced only if its energy is known.
   */
  readonly partitions?: Readonly<Record<string, Partition>>;
  /**
   * Intensity by the hour, or that of each place where jobs name places. @default the yearly
   * average of the place, and marked
   */
  readonly intensity?: HourlySource | Readonly<Record<string, HourlySource>>;
  /** The zone of times that name none, and of days and months. @default the configured, or UTC */
  readonly timeZone?: string;
  /** Which column of a table is which field of a job, such as `{ user: "owner" }`. */
  readonly columns?: TableColumns;
  /** Where the jobs are, if not in files. @default DuckDB, in this process */
  readonly engine?: EngineChoice;
  /** Ends the questions to the log. */
  readonly signal?: AbortSignal;
}

const PARTITION = v.record({
  hardware: DEVICE_SHAPE,
  types: v.optional(v.object()),
  cpu: DEVICE_SHAPE,
  cores: v.optional(v.number(v.above(0))),
  nodeCpus: v.optional(v.number(v.above(0))),
  nodeGpus: v.optional(v.number(v.least(0))),
  utilization: v.optional(v.number(v.least(0), v.most(1))),
});

const PARTITION_WANTED: Readonly<Record<string, string>> = {
  ...deviceWanted("hardware"),
  types: "an object of devices by the scheduler's types",
  ...deviceWanted("cpu"),
  cores: "a finite number > 0",
  nodeCpus: "a finite number > 0",
  nodeGpus: "a finite number >= 0",
  utilization: "a number from 0 to 1",
};

const { offsetPercent: _, ...PLACES } = PLACE_SHAPE;
const { offsetPercent: __, ...PLACES_WANTED } = PLACE_WANTED;

const SCHEMA = v.record({
  ...PLACES,
  partitions: v.optional(v.object()),
  intensity: v.optional(v.anything()),
  timeZone: v.optional(v.text()),
  columns: v.optional(v.object()),
  engine: v.optional(v.anything()),
  signal: v.optional(v.anything()),
});

const WANTED: v.Wanted = {
  doing: "price the job log",
  whole: "an object with partitions and a place",
  otherNames: { hourly: "intensity", hardware: "partitions", tz: "timeZone" },
  fields: {
    ...PLACES_WANTED,
    partitions: "an object with the hardware of each partition",
    intensity: "a source of `hourly`, or one for each place",
    timeZone: "the name of a time zone",
    columns: "an object with a column for each field",
    engine: "what clickhouse() or postgres() gives",
    signal: "an AbortSignal",
  },
};

/**
 * Checks the options of a job log.
 * @throws {TypeError} If one is unknown or of the wrong type
 * @throws {RangeError} If a value is out of its range
 */
export function checkOptions(options: unknown): JobLogOptions {
  v.checkInput(SCHEMA, options, WANTED);
  const checked = options as JobLogOptions;
  checkPartitions(checked.partitions);
  checkColumns(checked.columns);
  checkIntensity(checked.intensity);
  if (checked.timeZone !== undefined && !hasTimeZone(checked.timeZone)) {
    const known = Intl.supportedValuesOf("timeZone").map((zone) =>
      [zone, zone] as const
    );
    const [near] = nearest(checked.timeZone, known, 1);
    throw wrong(
      RangeError,
      `timeZone must be the name of a time zone such as "Europe/Paris"`,
      checked.timeZone,
      near,
    );
  }
  return checked;
}

function wrong(
  Fault: typeof TypeError | typeof RangeError,
  wanted: string,
  value: unknown,
  near?: string,
): Error {
  return new Fault(
    `Cannot price the job log as ${wanted}: current value is ${v.shown(value)}${
      near === undefined ? "" : ` (did you mean "${near}"?)`
    }`,
  );
}

function checkPartitions(partitions: JobLogOptions["partitions"] = {}): void {
  for (const [name, partition] of Object.entries(partitions)) {
    const doing = `read partition ${JSON.stringify(name)}`;
    v.checkInput(PARTITION, partition, {
      doing,
      whole: "an object with hardware or cpu",
      otherNames: { gpu: "hardware", gpus: "hardware", gpuTypes: "types" },
      fields: PARTITION_WANTED,
    });
    const { hardware, cpu, types = {} } = partition as Partition;
    checkDevice(hardware, `hardware of partition ${JSON.stringify(name)}`);
    checkDevice(cpu, `cpu of partition ${JSON.stringify(name)}`);
    for (const [type, device] of Object.entries(types)) {
      if (v.faultsOf(DEVICE_SHAPE, device).length > 0) {
        throw wrong(
          TypeError,
          `type ${JSON.stringify(type)} must be ${
            PARTITION_WANTED["hardware"]
          }`,
          device,
        );
      }
      checkDevice(device, `type ${JSON.stringify(type)}`);
    }
  }
}

function checkColumns(columns: TableColumns = {}): void {
  for (const [field, column] of Object.entries(columns)) {
    if (!Object.hasOwn(TABLE_FIELDS, field)) {
      const known = Object.keys(TABLE_FIELDS);
      const [near] = nearest(field, known.map((name) => [name, name]), 1);
      throw wrong(
        TypeError,
        `columns must name fields of ${known.join(", ")}`,
        field,
        near,
      );
    }
    if (typeof column !== "string" || column === "") {
      throw wrong(
        TypeError,
        `columns.${field} must be the name of a column`,
        column,
      );
    }
  }
}

function checkIntensity(intensity: unknown): void {
  if (intensity === undefined) return;
  const sources = isSource(intensity)
    ? [intensity]
    : v.isPlain(intensity)
    ? Object.values(intensity)
    : [intensity];
  for (const source of sources) {
    if (!isSource(source)) {
      throw wrong(
        TypeError,
        "intensity must be a source of `hourly`, or one for each place; a constant is " +
          "carbonIntensity",
        source,
      );
    }
    if (source.basis === "marginal") {
      throw wrong(
        RangeError,
        "intensity must be an average: marginal intensities say what one more kWh emits, and " +
          "totals are of averages",
        source.name,
      );
    }
  }
}

/** Whether a value is a source of hours. */
export function isSource(value: unknown): value is HourlySource {
  return typeof value === "object" && value !== null && "between" in value &&
    typeof value.between === "function";
}
