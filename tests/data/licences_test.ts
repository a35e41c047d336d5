import { assert, assertEquals } from "@std/assert";
import sources from "../../data/sources.json" with { type: "json" };

const DATA = new URL("../../data/", import.meta.url);

/** Files that are no tables of figures. */
const OTHERS = ["sources.json", "version.json"];

const LICENCES: Readonly<Record<string, { readonly licence: string }>> =
  sources;

/** The keys of all sources that a table names. */
function sourcesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, part] of Object.entries(value)) {
    const named = key === "source" || key === "sources" ? [part].flat() : [];
    for (const name of named) {
      if (typeof name === "string" && name in LICENCES) found.add(name);
    }
    sourcesIn(part, found);
  }
  return found;
}

Deno.test("data/LICENSES.md says the licence of each table by its sources, as sources.json has them", async () => {
  const text = await Deno.readTextFile(new URL("LICENSES.md", DATA));
  const sections = new Map(
    text.split(/^## /m).slice(1).map((section) => {
      const [, table = ""] = /^`(\S+)`/.exec(section) ?? [];
      return [table, section] as const;
    }),
  );
  const tables = [...Deno.readDirSync(DATA)].map(({ name }) => name)
    .filter((name) => name.endsWith(".json") && !OTHERS.includes(name));
  assertEquals([...sections.keys()].toSorted(), tables.toSorted());
  for (const table of tables) {
    const rows = JSON.parse(await Deno.readTextFile(new URL(table, DATA)));
    const wanted = [...sourcesIn(rows)]
      .map((key) => [key, LICENCES[key]?.licence]).toSorted();
    // The formatter may break a line anywhere.
    const items = (sections.get(table) ?? "").replace(/\s+/g, " ")
      .split(/ - (?=[^`]*: `)/).slice(1);
    const said = items.flatMap((item) => {
      const licence = item.slice(0, item.indexOf(": `"));
      return [...item.matchAll(/`([^`]+)`/g)].map(([, key]) => [key, licence]);
    }).toSorted();
    assertEquals(said, wanted, table);
  }
});

Deno.test("every source has a licence, or says plainly that none is stated", () => {
  for (const [key, { licence }] of Object.entries(LICENCES)) {
    assert(licence.trim() !== "", key);
  }
});
