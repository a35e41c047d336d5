import { assert, assertEquals } from "@std/assert";
import * as z from "zod";
import { SCHEMAS } from "./schemas.ts";
import { type Tables, tables } from "./tables.ts";

for (const [name, schema] of Object.entries(SCHEMAS)) {
  Deno.test(`every row of ${name}.json has known keys and plausible values`, () => {
    const result = schema.safeParse(tables[name as keyof Tables]);
    assert(result.success, result.error && z.prettifyError(result.error));
  });
}

Deno.test("every table in data/ has a schema", () => {
  const folder = new URL("../../data/", import.meta.url);
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name.endsWith(".json") && name !== "version.json");
  assertEquals(
    files.sort(),
    Object.keys(SCHEMAS).map((name) => `${name}.json`).sort(),
  );
});

Deno.test("the first power of a device is never marked as wrong", () => {
  for (const { name, power } of tables.accelerators) {
    assert(!power[0]?.note?.startsWith("Wrong"), name);
  }
});

Deno.test("a device draws less when idle than at its rating", () => {
  for (const { name, idleWatts, power } of tables.accelerators) {
    if (idleWatts === undefined || power[0] === undefined) continue;
    assert(idleWatts < power[0].watts, name);
  }
});

Deno.test("a power model draws no more at its minimum than at its maximum", () => {
  for (const { id, minWatts, maxWatts } of tables.power_models) {
    if (minWatts === undefined || maxWatts === undefined) continue;
    assert(minWatts <= maxWatts, id);
  }
});

Deno.test("an embodied figure lies within its range", () => {
  for (const { id, kgco2e, low, high } of tables.embodied) {
    assert((low ?? kgco2e) <= kgco2e && kgco2e <= (high ?? kgco2e), id);
  }
});

Deno.test("figures of a region are sorted newest first", () => {
  for (const { provider, region, intensities, pue } of tables.regions) {
    for (const figures of [intensities, pue]) {
      const years = figures.map(({ year }) => year);
      assertEquals(years, years.toSorted((a, b) => b - a), provider + region);
    }
  }
});

Deno.test("rows of a grid zone are adjacent, newest first", () => {
  const zones = tables.grids.map(({ zone }) => zone);
  assertEquals(zones, zones.toSorted((a, b) => a < b ? -1 : Number(a > b)));
  for (const [zone, rows] of Map.groupBy(tables.grids, ({ zone }) => zone)) {
    const years = rows.map(({ year }) => year);
    assertEquals(years, years.toSorted((a, b) => b - a), zone);
  }
});

Deno.test("a zone has one name and one kind in all sources", () => {
  for (const [zone, rows] of Map.groupBy(tables.grids, ({ zone }) => zone)) {
    const named = new Set(rows.map(({ name, kind }) => `${name}, ${kind}`));
    assertEquals(named.size, 1, zone);
  }
});
