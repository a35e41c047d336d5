import rows from "../../data/instances.json" with { type: "json" };
import type { Cited } from "./cited.ts";
import { createTable, type Table } from "./table.ts";

/** A cloud machine type with accelerators. */
export interface Instance extends Cited {
  /** Key of the provider, such as `aws`. */
  readonly provider: string;
  /** The provider's name for the type, such as `p4d.24xlarge`. */
  readonly instance: string;
  /** Name of the accelerator in the catalogue. */
  readonly accelerator: string;
  /** Number of accelerators; a fraction if a board is shared. */
  readonly count: number;
  /** Virtual CPUs. */
  readonly vcpus?: number;
  /** Memory, in GB. */
  readonly memoryGb?: number;
}

/** The machine types. */
export const instances: Table<Instance> = createTable(
  rows as readonly Instance[],
  { kind: "instance", names: (row) => [row.instance] },
);
