import type { ColumnType, SmallTable } from "../engines/engine.ts";

/** The small tables that go with each question. */
export type TableName = "hardware" | "hours" | "unknowns" | "days" | "bounds";

/** The columns of the small tables, each with its type. */
export const TABLES: Readonly<
  Record<TableName, Readonly<Record<string, ColumnType>>>
> = {
  /** Hardware of the jobs of a partition with one type of card in one place. */
  hardware: {
    part: "text",
    gpu_type: "text",
    zone: "text",
    id: "bigint",
    hardware_name: "text",
    gpu_w: "double",
    cpu_w: "double",
    memory_w: "double",
    bend_gb: "double",
    bend_exponent: "double",
    node_cpus: "double",
    node_gpus: "double",
    most_share: "double",
    place_key: "bigint",
    /** GB of a host for each CPU, which its figure holds. */
    host_gb: "double",
    refused: "bigint",
    first_s: "double",
    last_s: "double",
  },
  /** The intensity of each hour of each place, added up until it begins; in g/kWh. */
  hours: {
    hour_key: "bigint",
    before: "double",
    intensity: "double",
    offset_s: "double",
  },
  /**
   * What is not known exactly of each part of each hardware: how far it may be off, and the power
   * of one piece with its share of the building, in kW; of embodied emissions kgCO2e/h. Water is in
   * L/kWh.
   */
  unknowns: {
    id: "bigint",
    is_known: "bigint",
    slot: "bigint",
    kw: "double",
    unknown: "bigint",
    kind: "bigint",
    mean: "double",
    spread: "double",
    measured: "double",
    counts: "bigint",
    lacks_embodied: "bigint",
    water: "double",
    water_low: "double",
    water_high: "double",
  },
  /** The month of each day. */
  days: { day_number: "bigint", month_number: "bigint" },
  /** The first and the last moment that a job may start at. */
  bounds: { first_s: "double", last_s: "double" },
};

/** A small table of rows, with the columns that the statement knows. */
export function tableOf(
  name: TableName,
  rows: readonly Readonly<Record<string, string | number>>[],
): SmallTable {
  return Object.fromEntries(
    Object.entries(TABLES[name]).map(([column, type]) => [column, {
      type,
      values: rows.map((row) => row[column]),
    }]),
  );
}
