import { normalised } from "./aliases.ts";
import type {
  Accelerator,
  CallEnergy,
  Cpus,
  Embodied,
  Equivalence,
  Grid,
  GridWater,
  Instance,
  Lacoste2019,
  ModelTable,
  PowerModel,
  Provider,
  Published,
  Region,
  Source,
} from "./types.ts";

export interface Checked {
  sources: Record<string, Source>;
  accelerators: readonly Accelerator[];
  lacoste2019: Lacoste2019;
  cpus: Cpus;
  instances: readonly Instance[];
  regions: readonly Region[];
  grids: readonly Grid[];
  providers: readonly Provider[];
  powerModels: readonly PowerModel[];
  embodied: readonly Embodied[];
  equivalences: readonly Equivalence[];
  water: readonly GridWater[];
  published: readonly Published[];
  models: ModelTable;
  calls: CallEnergy;
}

/** Throws at the first error in the tables. */
export function check(tables: Checked, all: readonly unknown[]): void {
  checkSources(tables.sources, all);
  checkNames(tables.accelerators);
  checkUnique("region", tables.regions.map((r) => `${r.provider} ${r.region}`));
  checkUnique(
    "instance",
    tables.instances.map((i) => `${i.provider} ${i.instance}`),
  );
  checkUnique(
    "grid",
    tables.grids.map((g) => `${g.zone} ${g.year} ${g.source}`),
  );
  checkUnique("CPU", tables.cpus.rows.map(([name]) => name.toLowerCase()));
  checkUnique("provider", tables.providers.map((p) => p.provider));
  checkUnique("power model", tables.powerModels.map((m) => m.id));
  checkUnique("embodied", tables.embodied.map((e) => e.id));
  checkUnique("equivalence", tables.equivalences.map((e) => e.id));
  checkUnique("model", tables.models.rows.map(([name]) => name));
  checkUnique(
    "provider of models",
    tables.calls.providers.map((p) => p.provider),
  );
  checkUnique("published", tables.published.map((p) => p.id));
  checkReferences(tables);
  checkCalculator(tables);
  checkRanges(tables);
  const words = JSON.stringify(all).match(/from memory|undefined|:null/i);
  expect(!words, `the tables say "${words?.[0]}"`);
}

function expect(ok: boolean, problem: string): asserts ok {
  if (!ok) throw new Error(`Cannot write the tables: ${problem}`);
}

function checkUnique(what: string, keys: readonly string[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    expect(!seen.has(key), `${what} "${key}" occurs twice`);
    seen.add(key);
  }
}

/** Checks that every cited key exists and that every source is cited. */
function checkSources(
  sources: Record<string, Source>,
  all: readonly unknown[],
): void {
  const used = new Set<string>();
  citedKeys(all, used);
  for (const key of used) expect(key in sources, `no source "${key}"`);
  for (const [key, { address }] of Object.entries(sources)) {
    expect(used.has(key), `source "${key}" is not used`);
    expect(address.startsWith("https://"), `"${key}" has no address`);
  }
}

function citedKeys(value: unknown, used: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === "source" || name === "sources") {
      for (const key of [inner].flat()) used.add(key as string);
    } else citedKeys(inner, used);
  }
}

/** Checks that each name or alias, in compared form, belongs to one device. */
function checkNames(accelerators: readonly Accelerator[]): void {
  const owners = new Map<string, string>();
  for (const { name, aliases } of accelerators) {
    for (const alias of [name, ...aliases]) {
      const key = normalised(alias);
      const other = owners.get(key);
      expect(!other, `"${alias}" belongs to "${other}" and "${name}"`);
      owners.set(key, name);
    }
  }
}

function checkReferences(tables: Checked): void {
  const { accelerators, grids, instances, embodied, regions, water } = tables;
  const devices = new Set(accelerators.map(({ name }) => name));
  for (const { accelerator } of [...instances, ...embodied]) {
    const known = !accelerator || devices.has(accelerator);
    expect(known, `no accelerator "${accelerator}"`);
  }
  const zones = new Set(grids.map(({ zone }) => zone));
  const cited = [
    ...regions.flatMap((region) => region.grids),
    ...water.map(({ zone }) => zone),
  ];
  for (const zone of cited) expect(zones.has(zone), `no grid "${zone}"`);
  const providers = new Set(tables.providers.map((p) => p.provider));
  for (const { provider } of [...regions, ...instances]) {
    expect(providers.has(provider), `no provider "${provider}"`);
  }
}

/** Checks that the calculator's lists are complete and that the catalogue has its names. */
function checkCalculator(tables: Checked): void {
  const { hardware, regions } = tables.lacoste2019;
  expect(hardware.length === 48, `${hardware.length} hardware rows, not 48`);
  expect(regions.length === 82, `${regions.length} regions, not 82`);
  const names = new Set([
    ...tables.accelerators.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...tables.cpus.rows.map(([name]) => name),
  ].map(normalised));
  for (const { name } of hardware) {
    expect(names.has(normalised(name)), `"${name}" of 2019 is not known`);
  }
}

function checkRanges(tables: Checked): void {
  const { grids, lacoste2019, regions, accelerators, cpus } = tables;
  const intensities = [
    ...grids,
    ...lacoste2019.regions,
    ...regions.flatMap((region) => region.intensities),
  ].map(({ carbonIntensity }) => carbonIntensity);
  for (const g of intensities) expect(g >= 0 && g <= 2000, `${g} g/kWh`);
  const pues = [
    ...regions.flatMap((region) => region.pue),
    ...tables.providers.flatMap(({ facts }) => facts)
      .filter(({ metric }) => metric === "pue"),
  ].map(({ value }) => value);
  for (const pue of pues) expect(pue >= 1 && pue <= 3, `PUE ${pue}`);
  for (const [name, , watts] of cpus.rows) {
    expect(watts > 0, `"${name}" draws no power`);
  }
  for (const { name, power } of accelerators) {
    expect(power.every(({ watts }) => watts > 0), `"${name}" draws no power`);
  }
}
