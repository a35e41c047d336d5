import { assert, assertEquals, assertThrows } from "@std/assert";
import { catalog } from "../../mod.ts";

Deno.test("catalog shows itself as a table of its tables, and each of these its rows", () => {
  for (const [name, table] of Object.entries(catalog)) {
    assert(String(catalog).includes(`catalog.${name}`), name);
    assert(String(table).startsWith(`catalog.${name}\n`));
    const { [0]: first } = table.list() as { name?: string }[];
    assert(String(table).includes(first?.name ?? ""));
  }
  assert(!String(catalog.accelerators).includes("2,022"));
});

Deno.test("catalog finds the rows that have all words of a text", () => {
  const names = (text: string) =>
    catalog.accelerators.search(text).map(({ name }) => name);
  assert(names("h100").includes("H100 SXM5 80GB"));
  assertEquals(names("80gb h100 sxm"), ["H100 SXM5 80GB"]);
  assertEquals(names("h100 no such"), []);
  assertEquals(names(""), catalog.accelerators.list().map(({ name }) => name));
  const found = catalog.regions.search("Frankfurt");
  assert(found.some(({ region }) => region === "europe-west3"));
  assert(Array.isArray(found) && Object.isFrozen(found));
  assert(
    `${found}`.includes(
      `${found.length} of ${catalog.regions.list().length} rows`,
    ),
  );
  assertThrows(
    () => catalog.cpus.search(5 as never),
    TypeError,
    "the text must be text",
  );
});

Deno.test("a table of the catalogue is small as an output, however many rows it has", async () => {
  const show = Symbol.for("Jupyter.display");
  for (const table of [catalog, ...Object.values(catalog)]) {
    const bundle = await (table as { [show]?: () => Promise<object> })
      [show]?.();
    assert(JSON.stringify(bundle).length < 200_000);
    const { "text/html": html } = bundle as Record<string, string>;
    assert(html?.includes("<table>") && !html.includes("<details>"));
  }
});
