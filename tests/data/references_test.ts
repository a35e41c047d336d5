import { assert, assertEquals } from "@std/assert";
import { tables } from "./tables.ts";

/** Gives every source key that a table cites, at any depth. */
function citedKeys(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "source" || key === "sources"
      ? [inner as string | string[]].flat()
      : citedKeys(inner)
  );
}

const CITED = new Map(
  Object.entries(tables).filter(([name]) => name !== "sources")
    .map(([name, table]) => [name, new Set(citedKeys(table))]),
);

function assertUnique(keys: readonly string[]) {
  const seen = new Set<string>();
  assertEquals(keys.filter((key) => seen.size === seen.add(key).size), []);
}

Deno.test("every cited source exists", () => {
  for (const [name, keys] of CITED) {
    for (const key of keys) assert(key in tables.sources, `${name}: ${key}`);
  }
});

Deno.test("every source is cited", () => {
  const cited = new Set([...CITED.values()].flatMap((keys) => [...keys]));
  const idle = Object.keys(tables.sources).filter((key) => !cited.has(key));
  assertEquals(idle, []);
});

Deno.test("every spread names its sources", () => {
  const without = tables.spreads.filter(({ source }) => source.length === 0);
  assertEquals(without.map(({ id }) => id), []);
});

// A share-alike licence would apply to the whole table.
const SHARE_ALIKE = /odbl|agpl|share[\s-]?alike|by[\s-]sa/i;

Deno.test("only EcoLogits' methodology has a share-alike licence", () => {
  const bound = Object.entries(tables.sources)
    .filter(([, { licence }]) => SHARE_ALIKE.test(licence));
  assertEquals(bound.map(([key]) => key), ["ecologits"]);
});

Deno.test("EcoLogits is cited only for single figures in five tables", () => {
  const citing = [...CITED].filter(([, keys]) => keys.has("ecologits"));
  assertEquals(citing.map(([name]) => name).sort(), [
    "embodied",
    "power_models",
    "providers",
    "published",
    "spreads",
  ]);
  const servers = tables.embodied.filter(({ source }) =>
    source === "ecologits"
  );
  assertEquals(servers.map(({ kgco2e }) => kgco2e), [5700]);
  const models = tables.power_models
    .filter(({ source }) => source === "ecologits");
  assert(models.every(({ id }) => /^(llm-|server-ecologits)/.test(id)));
});

Deno.test("nothing comes from Electricity Maps or BoaviztAPI", () => {
  const text = JSON.stringify([tables.sources, ...CITED.values()]);
  assert(!/electricity ?maps|boavizta/i.test(text));
});

Deno.test("a provider has each region once", () => {
  assertUnique(tables.regions.map((r) => `${r.provider} ${r.region}`));
  assertUnique(
    tables.lacoste_2019.regions.map((r) => `${r.provider} ${r.region}`),
  );
});

Deno.test("a provider has each instance type once", () => {
  assertUnique(tables.instances.map((i) => `${i.provider} ${i.instance}`));
});

Deno.test("a source gives one figure a zone and year", () => {
  assertUnique(tables.grids.map((g) => `${g.zone} ${g.year} ${g.source}`));
});

Deno.test("a source gives one figure a region and year", () => {
  for (const { provider, region, intensities, pue } of tables.regions) {
    const id = `${provider} ${region}`;
    assertUnique(intensities.map((f) => `${id} ${f.year} ${f.source}`));
    assertUnique(pue.map((f) => `${id} ${f.year} ${f.source}`));
  }
});

Deno.test("ids and keys occur once in their table", () => {
  assertUnique(tables.cpus.rows.map(([name]) => name.toLowerCase()));
  assertUnique(tables.providers.map(({ provider }) => provider));
  assertUnique(tables.water.map(({ zone }) => zone));
  const withId = [
    tables.power_models,
    tables.embodied,
    tables.equivalences,
    tables.published,
    tables.spreads,
  ];
  for (const rows of withId) assertUnique(rows.map(({ id }) => id));
});

Deno.test("every grid of a region exists, and the country comes last", () => {
  const zones = new Set(tables.grids.map(({ zone }) => zone));
  for (const { provider, region, country, grids } of tables.regions) {
    const unknown = grids.filter((zone) => !zones.has(zone));
    assertEquals(unknown, [], `${provider} ${region}`);
    assertEquals(grids.at(-1), country, `${provider} ${region}`);
  }
});

Deno.test("every other name of an area belongs to exactly one zone", () => {
  const zones = new Set(tables.grids.map(({ zone }) => zone));
  const others = Object.entries(tables.area_names);
  assertEquals(others.filter(([zone]) => !zones.has(zone)), []);
  assertUnique(others.flatMap(([, names]) => names));
});

Deno.test("every zone of the water table exists", () => {
  const zones = new Set(tables.grids.map(({ zone }) => zone));
  assertEquals(tables.water.filter(({ zone }) => !zones.has(zone)), []);
});

Deno.test("every accelerator of an instance or an embodied figure exists", () => {
  const names = new Set(tables.accelerators.map(({ name }) => name));
  const cited = [...tables.instances, ...tables.embodied]
    .map(({ accelerator }) => accelerator);
  assertEquals(cited.filter((name) => name && !names.has(name)), []);
});

Deno.test("every provider of a region or an instance exists", () => {
  const known = new Set(tables.providers.map(({ provider }) => provider));
  const cited = [...tables.regions, ...tables.instances]
    .map(({ provider }) => provider);
  assertEquals(cited.filter((provider) => !known.has(provider)), []);
});

Deno.test("every source of the CPU table is used by a row, and every row has one", () => {
  const { sources, rows } = tables.cpus;
  const used = new Set(rows.map(([, , , , index]) => index));
  assertEquals([...used].sort(), [...sources.keys()]);
});

Deno.test("the calculator's tables have 48 devices and 82 regions", () => {
  assertEquals(tables.lacoste_2019.hardware.length, 48);
  assertEquals(tables.lacoste_2019.regions.length, 82);
});

// By hand: the PUE of a job that gives none.
const DEFAULT_PUE: Record<string, number | undefined> = {
  gcp: 1.09,
  aws: 1.14,
  azure: 1.17,
  ovh: 1.26,
  scaleway: 1.37,
  ibm: undefined,
  oracle: 1.2,
  coreweave: undefined,
  alibaba: 1.3,
  seeweb: 1.2,
  meta: 1.08,
  industry: 1.54,
};

Deno.test("the default PUE of a provider is its newest average, never its best site", () => {
  for (const [key, pue] of Object.entries(DEFAULT_PUE)) {
    const provider = tables.providers.find((row) => row.provider === key);
    const first = provider?.facts.find(({ metric }) => metric === "pue");
    assertEquals(first?.value, pue, key);
    assert(!/as low as|best/i.test(first?.scope ?? ""), key);
  }
});

Deno.test("a tool's assumption comes after a provider's own figures", () => {
  const assumed = /^(default|value used|assumed|offset ratio)/;
  for (const { provider, facts } of tables.providers) {
    for (const [metric, all] of Map.groupBy(facts, ({ metric }) => metric)) {
      const assumptions = all.map(({ scope }) => assumed.test(scope));
      assertEquals(
        assumptions,
        assumptions.toSorted(),
        `${provider} ${metric}`,
      );
    }
  }
});

Deno.test("a fact is not a default if its note says that it has ended", () => {
  for (const { provider, facts } of tables.providers) {
    const ended = facts.filter(({ note }) => note?.includes(" ended "));
    assert(ended.every(({ metric }) => metric.endsWith("-past")), provider);
  }
});
