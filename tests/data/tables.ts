import calls from "../../data/calls.json" with { type: "json" };
import llms from "../../data/models.json" with { type: "json" };
import accelerators from "../../data/accelerators.json" with { type: "json" };
import cpus from "../../data/cpus.json" with { type: "json" };
import embodied from "../../data/embodied.json" with { type: "json" };
import equivalences from "../../data/equivalences.json" with { type: "json" };
import { grids } from "../../src/catalog/grids.ts";
import instances from "../../data/instances.json" with { type: "json" };
import calculator from "../../data/lacoste_2019.json" with { type: "json" };
import machine_types from "../../data/machine_types.json" with { type: "json" };
import measured from "../../data/measured_power.json" with { type: "json" };
import models from "../../data/power_models.json" with { type: "json" };
import providers from "../../data/providers.json" with { type: "json" };
import published from "../../data/published.json" with { type: "json" };
import regions from "../../data/regions.json" with { type: "json" };
import sources from "../../data/sources.json" with { type: "json" };
import spreads from "../../data/spreads.json" with { type: "json" };
import area_names from "../../data/area_names.json" with { type: "json" };
import water from "../../data/water.json" with { type: "json" };
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

/** The committed tables, with the types that `rows_test.ts` checks. */
export const tables = {
  accelerators,
  area_names,
  calls,
  cpus,
  embodied,
  equivalences,
  grids: grids.list(),
  instances,
  lacoste_2019: calculator,
  machine_types,
  measured_power: measured,
  models: llms,
  power_models: models,
  providers,
  published,
  regions,
  sources,
  spreads,
  water,
} as unknown as Tables;
