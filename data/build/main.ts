/**
 * Writes `data/*.json` from a folder of collected facts (CSV).
 *
 * ```sh
 * deno run -R -W data/build/main.ts <folder>
 * ```
 */
import { accelerators } from "./accelerators.ts";
import { calls } from "./calls.ts";
import { check } from "./check.ts";
import { cpuClasses } from "./cpu_classes.ts";
import { cpus } from "./cpus.ts";
import { embodied } from "./embodied.ts";
import { equivalences } from "./equivalences.ts";
import { type Fact, readFacts } from "./facts.ts";
import { grids } from "./grids.ts";
import { instances } from "./instances.ts";
import { lacoste2019 } from "./lacoste_2019.ts";
import { machineTypes } from "./machine_types.ts";
import { measuredPower } from "./measured_power.ts";
import { models } from "./models.ts";
import { powerModels } from "./power_models.ts";
import { providers } from "./providers.ts";
import { published } from "./published.ts";
import { regions } from "./regions.ts";
import { SOURCES } from "./sources.ts";
import { spreads } from "./spreads.ts";
import { water } from "./water.ts";
import { packed, toJson } from "./write.ts";

/** Gives all tables by the name of their file. */
function tablesOf(read: (file: string) => Fact[]): Record<string, unknown> {
  const devices = read("accelerators.csv");
  const places = read("regions.csv");
  const processors = cpus(read("cpus.csv"), devices);
  const tables = {
    sources: SOURCES,
    accelerators: accelerators(devices),
    lacoste2019: lacoste2019(devices, places),
    cpus: processors,
    instances: instances(read("cloud_instances.csv")),
    machineTypes: machineTypes(),
    regions: regions(places),
    grids: grids(read("grid.csv")),
    providers: providers(read("providers.csv")),
    powerModels: [
      ...powerModels(read("power_model.csv")),
      ...cpuClasses(processors),
    ],
    embodied: embodied(read("embodied.csv")),
    equivalences: equivalences(read("equivalences.csv")),
    water: water(),
    measuredPower: measuredPower(read("measured_power.csv")),
    published: published(read("published.csv")),
    models: models(read("llm/models.csv")),
    calls: calls(),
  };
  const all = { ...tables, spreads: spreads(tables) };
  check(tables, Object.values(all));
  return { ...all, grids: packed(tables.grids) };
}

/** Gives the file name of a table, such as lacoste_2019 for lacoste2019. */
function fileName(table: string): string {
  return table.replace(/[A-Z]|2019/g, (part) => `_${part.toLowerCase()}`);
}

if (import.meta.main) {
  const [folder] = Deno.args;
  if (!folder) throw new TypeError("Give the folder with the collected facts");
  const tables = tablesOf((file) => readFacts(folder, file));
  for (const [table, content] of Object.entries(tables)) {
    const file = new URL(`../${fileName(table)}.json`, import.meta.url);
    Deno.writeTextFileSync(file, toJson(content));
  }
}
