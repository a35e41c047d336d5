import { type Accelerator, accelerators } from "./accelerators.ts";
import { type Cpu, cpus } from "./cpus.ts";
import { type Equivalence, equivalences } from "./equivalences.ts";
import { type Grid, grids } from "./grids.ts";
import { type Instance, instances } from "./instances.ts";
import { type Region, regions } from "./regions.ts";
import { frozen } from "../frozen.ts";
import type { Table } from "./table.ts";

/** The tables of the {@linkcode catalog}. */
export interface Catalog {
  /** GPUs, TPUs and other devices. */
  readonly accelerators: Table<Accelerator>;
  /** Processors. */
  readonly cpus: Table<Cpu>;
  /** Cloud machine types. */
  readonly instances: Table<Instance>;
  /** Regions of the cloud providers. */
  readonly regions: Table<Region>;
  /** Carbon intensity of countries, states, provinces and eGRID subregions. */
  readonly grids: Table<Grid>;
  /** Everyday things to compare emissions with. */
  readonly equivalences: Table<Equivalence>;
}

/**
 * Every fact that an estimate can use, each with its source.
 *
 * @example Look a device up by the name that its driver reports
 * ```ts
 * import assert from "node:assert/strict";
 * import { catalog } from "@carboncell/carboncell";
 *
 * const card = catalog.accelerators.get("NVIDIA A100-SXM4-80GB");
 * assert.equal(card.name, "A100 SXM4 80GB");
 * assert.equal(card.power[0]?.watts, 400); // NVIDIA's datasheet
 * ```
 */
export const catalog: Catalog = Object.freeze({
  accelerators: readOnly(accelerators),
  cpus: readOnly(cpus),
  instances: readOnly(instances),
  regions: readOnly(regions),
  grids: readOnly(grids),
  equivalences: readOnly(equivalences),
});

/** A table with frozen rows: estimates use the same rows. */
function readOnly<Row>(table: Table<Row>): Table<Row> {
  return Object.freeze({
    list: () => frozen(table.list()),
    find: (name: string) => frozen(table.find(name)),
    get: (name: string) => frozen(table.get(name)),
  });
}
