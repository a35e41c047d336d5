/** Which column of a table holds which field of a job. */
export interface TableColumns {
  /** The scheduler's id. */
  readonly jobId?: string;
  /** Who ran it. */
  readonly user?: string;
  /** The project that pays. */
  readonly account?: string;
  /** The part of the cluster, by which its hardware is known. */
  readonly partition?: string;
  /** How it ended. */
  readonly state?: string;
  /** When it began: a time, or seconds since 1970. */
  readonly start?: string;
  /** When it ended. */
  readonly end?: string;
  /** How long it ran, in s. */
  readonly durationS?: string;
  /** How long it ran, in h. */
  readonly hours?: string;
  /** Nodes. */
  readonly nodes?: string;
  /** Allocated CPUs. */
  readonly cpus?: string;
  /** Allocated cards. */
  readonly gpus?: string;
  /** The type of the cards. */
  readonly gpuType?: string;
  /** Allocated memory, in GB of 1e9 B. */
  readonly memoryGb?: string;
  /** Energy of the job alone, measured, in kWh. */
  readonly energyKwh?: string;
  /** The same, in J. */
  readonly energyJ?: string;
  /** CPU time that it used, in s. */
  readonly cpuSeconds?: string;
  /** Where it ran: a region or a country. */
  readonly place?: string;
}

/** A field of a job in a table. */
export type TableField = keyof TableColumns;

/** The fields of a job that a column of a table may hold, each with what it is. */
export const TABLE_FIELDS: Readonly<Record<TableField, string>> = {
  jobId: "the scheduler's id",
  user: "who ran it",
  account: "the project that pays",
  partition: "the part of the cluster, by which its hardware is known",
  state: "how it ended",
  start: "when it began: a time, or seconds since 1970",
  end: "when it ended",
  durationS: "how long it ran, in s",
  hours: "how long it ran, in h",
  nodes: "nodes",
  cpus: "allocated CPUs",
  gpus: "allocated cards",
  gpuType: "the type of the cards",
  memoryGb: "allocated memory, in GB of 1e9 B",
  energyKwh: "energy of the job alone, measured, in kWh",
  energyJ: "the same, in J",
  cpuSeconds: "CPU time that it used, in s",
  place: "where it ran: a region or a country",
};
