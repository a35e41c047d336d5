import type { Cited } from "./cited.ts";
import { lateTable } from "../late.ts";
import { machineTypes, spelledType } from "./machine_types.ts";
import { createTable, type Table } from "./table.ts";

/** A cloud machine type. */
export interface Instance extends Cited {
  /** Key of the provider, such as `aws`. */
  readonly provider: string;
  /** The provider's name for the type, such as `p4d.24xlarge`. */
  readonly instance: string;
  /** Name of the accelerator in the catalogue, if it has one. */
  readonly accelerator?: string;
  /** Number of accelerators, if it has some; a fraction if one is shared. */
  readonly count?: number;
  /** Virtual CPUs. */
  readonly vcpus?: number;
  /** Memory, in GB. */
  readonly memoryGb?: number;
}

const OPTIONS = {
  kind: "instance",
  names: (row: Instance) => [row.instance],
} as const;

const rows = lateTable<readonly Instance[]>(
  new URL("../../data/instances.json", import.meta.url),
  () => import("../../data/instances.json", { with: { type: "json" } }),
);

const accelerated = createTable(rows, OPTIONS);

let whole: Table<Instance> | undefined;

/** Two thousand types without accelerators are made only for a name that is none of the others. */
function all(): Table<Instance> {
  return whole ??= createTable(
    [...accelerated.list(), ...machineTypes()],
    OPTIONS,
  );
}

function findInstance(name: string): Instance | undefined {
  const found = accelerated.find(name) ?? all().find(name);
  if (found !== undefined) return found;
  // SageMaker's names are EC2's with a prefix, and Azure's portal leaves its own out.
  return all().find(name.replace(/^ml\./i, "")) ??
    all().find(`Standard_${name}`) ?? spelledType(name);
}

/** The machine types. */
export const instances: Table<Instance> = Object.freeze({
  list: () => all().list(),
  find: findInstance,
  get: (name: string) => findInstance(name) ?? all().get(name),
});
