import { assert, assertEquals } from "@std/assert";
import { completeLiteral } from "../../../src/kernel/magics/complete_literal.ts";

/** What fits at the bar. */
async function at(code: string): Promise<readonly string[] | undefined> {
  const cursor = code.indexOf("|");
  const found = await completeLiteral(code.replace("|", ""), cursor);
  return found?.matches;
}

Deno.test("the keys of an object that a function takes are completed", async () => {
  assertEquals(await at("estimate({ har|"), ["hardware"]);
  assertEquals(await at("estimate({ hours: 5, ho|"), ["hours"]);
  assertEquals(await at("await track('a', f, { budg|"), ["budgetKg"]);
  assertEquals(await at("compare({ a: { hours: 1 }, b: { hou|"), ["hours"]);
  assertEquals(await at("compare([{ kwh: 1 }, { energy|"), ["energyKwh"]);
  assertEquals(await at("configure({\n  // where\n  timeZ|"), ["timeZone"]);
  assert((await at("estimate({ |"))?.includes("region"));
});

Deno.test("the names of hardware, regions, countries and words are completed in quotes", async () => {
  assert((await at('estimate({ hardware: "A1|'))?.includes("A100 SXM4 80GB"));
  assert(
    (await at("estimate({ region: 'us-centr|"))?.includes("gcp/us-central1"),
  );
  assert((await at('estimate({ region: "Germ|'))?.includes("Germany"));
  assertEquals(await at('configure({ country: "Finl|'), ["Finland"]);
  assertEquals(await at('track("a", f, { onBudget: "w|'), ["warn"]);
});

Deno.test("elsewhere the kernel completes", async () => {
  for (
    const code of [
      "har|",
      "other({ har|",
      "estimate(har|",
      "estimate({ hardware: har|",
      "track('a', async (run) => { const x = { har|",
      "track('a', () => { har|",
      "estimate({ hours: 1 }); ({ har|",
      "estimate({ nothing: 'A1|",
      "estimate({ hours: '1|",
      "// estimate({ har|\n",
      '"estimate({ har|"',
    ]
  ) assertEquals(await at(code), undefined, code);
});

Deno.test("code of any length is read in time", async () => {
  const started = performance.now();
  for (const part of ["(", "{", '"', "/*", "`", "a,", "\\"]) {
    await at(`${part.repeat(200_000)}|`);
  }
  assert(performance.now() - started < 5000);
});
