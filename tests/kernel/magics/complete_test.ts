import { assert, assertEquals } from "@std/assert";
import { completeMagic } from "../../../src/kernel/magics/complete.ts";

/** Gives the completions at the bar in the code. */
async function at(marked: string): Promise<readonly string[] | undefined> {
  const cursor = marked.indexOf("|");
  const code = marked.replace("|", "");
  return (await completeMagic(code, cursor))?.matches;
}

Deno.test("names of magics are completed with their percent signs", async () => {
  assertEquals(await at("%%t|"), ["%%track"]);
  assertEquals(await at("%%|"), ["%%track", "%%estimate"]);
  assertEquals(await at("%s|"), ["%sensors"]);
});

Deno.test("options are completed after two hyphens, those of the magic alone", async () => {
  assertEquals(await at("%%track --bud|"), ["--budget"]);
  assertEquals(await at("%estimate --bud|"), []);
  assertEquals(await at("%estimate --hardware A100 --hou|"), ["--hours"]);
});

Deno.test("hardware is completed by any of its words, and quoted where it has blanks", async () => {
  const matches = await at("%estimate --hardware A100 SXM4 8|") ?? [];
  assertEquals(matches, []); // a word of its own
  const names = await at('%estimate --hardware "A100 SXM|') ?? [];
  assert(names.includes('"A100 SXM4 80GB"'), names.join());
  assert((await at("%estimate --hardware=SXM4|"))?.length);
});

Deno.test("regions are completed with their provider, or alone after it", async () => {
  const all = await at("%%track --region us-central|") ?? [];
  assert(all.includes("gcp/us-central1"), all.join());
  const gcp = await at("%%track --provider gcp --region us-central|") ?? [];
  assert(gcp.includes("us-central1"), gcp.join());
  assert((await at("%%track --provider az|"))?.includes("azure"));
});

Deno.test("words and switches are completed", async () => {
  assertEquals(await at("%carbon o|"), ["on", "off"]);
  assertEquals(await at("%%track --live o|"), ["on", "off"]);
  assertEquals(await at("%%track --on-budget w|"), ["warn"]);
});

Deno.test("values in the body of %%estimate are completed", async () => {
  const names = await at("%%estimate\nhours: 2\nhardware: A100 SXM|") ?? [];
  assert(names.includes("A100 SXM4 80GB"), names.join());
  assert((await at("%%estimate\nprovider = gc|"))?.includes("gcp"));
});

Deno.test("code is left to the kernel", async () => {
  assertEquals(await at("const a = Deno.re|"), undefined);
  assertEquals(await at("%%track\nDeno.re|"), undefined);
});
