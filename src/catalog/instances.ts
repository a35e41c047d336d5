import rows from "../../data/instances.json" with { type: "json" };
import { createTable, type Table } from "./table.ts";

/** A cloud machine type with accelerators. */
export interface Instance {
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
  /** Key into the sources. */
  readonly source: string;
  /** Set where nobody has checked the figure against its source. */
  readonly confidence?: "low" | "medium";
  /** What to know about the type. */
  readonly note?: string;
}

/** The machine types. */
export const instances: Table<Instance> = createTable(
  rows as readonly Instance[],
  { kind: "instance", names: (row) => [row.instance] },
);
