import { grids } from "../../src/catalog/grids.ts";
import type * as t from "../../data/build/types.ts";

/** The tables by the names of their files. */
export interface Tables {
  accelerators: t.Accelerator[];
  area_names: Record<string, string[]>;
  calls: t.CallEnergy;
  cpus: t.Cpus;
  embodied: t.Embodied[];
  equivalences: t.Equivalence[];
  grids: t.Grid[];
  instances: t.Instance[];
  lacoste_2019: t.Lacoste2019;
  machine_types: t.MachineTypes;
  measured_power: t.MeasuredPower[];
  models: t.ModelTable;
  power_models: t.PowerModel[];
  providers: t.Provider[];
  published: t.Published[];
  regions: t.Region[];
  sources: Record<string, t.Source>;
  spreads: t.Spread[];
  water: t.GridWater[];
}

/** Reads a table. The module imports most of them as texts, and Deno loads a file in one form. */
function read(name: Exclude<keyof Tables, "grids">): unknown {
  const file = new URL(`../../data/${name}.json`, import.meta.url);
  return JSON.parse(Deno.readTextFileSync(file));
}

/** The committed tables, with the types that `rows_test.ts` checks. */
export const tables = {
  accelerators: read("accelerators"),
  area_names: read("area_names"),
  calls: read("calls"),
  cpus: read("cpus"),
  embodied: read("embodied"),
  equivalences: read("equivalences"),
  grids: grids.list(),
  instances: read("instances"),
  lacoste_2019: read("lacoste_2019"),
  machine_types: read("machine_types"),
  measured_power: read("measured_power"),
  models: read("models"),
  power_models: read("power_models"),
  providers: read("providers"),
  published: read("published"),
  regions: read("regions"),
  sources: read("sources"),
  spreads: read("spreads"),
  water: read("water"),
} as unknown as Tables;
