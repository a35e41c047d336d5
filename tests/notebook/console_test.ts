import { assert, assertEquals } from "@std/assert";
import { inspect } from "node:util";
import { compare, compareRegions, estimate, sensors } from "../../mod.ts";

const JOB = { energyKwh: 100, region: "Germany" };
const MODULE = new URL("../../mod.ts", import.meta.url).href;

/** Runs a script outside of a terminal. */
async function script(
  code: string,
  ...flags: readonly string[]
): Promise<{ out: string; err: string }> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-check",
      "--no-prompt",
      ...flags,
      `data:text/typescript,${
        encodeURIComponent(`import * as cc from "${MODULE}";${code}`)
      }`,
    ],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array<ArrayBuffer>) =>
    new TextDecoder().decode(bytes);
  return { out: text(stdout), err: text(stderr) };
}

Deno.test("a result is its text card as text and in a console, in Deno and in Node", () => {
  for (
    const result of [
      estimate(JOB),
      compare([JOB, { ...JOB, energyKwh: 50 }]),
      compareRegions(JOB, { provider: "gcp" }),
      sensors(),
    ]
  ) {
    const text = String(result);
    assert(text.split("\n").length < 30, text);
    assertEquals([`${result}`, Deno.inspect(result), inspect(result)], [
      text,
      text,
      text,
    ]);
    // The text is no field of the result.
    assertEquals(Object.keys(result), Object.keys({ ...result }));
    assert(!JSON.stringify(result).includes("documentText"));
  }
  assert(String(estimate(JOB)).startsWith("100 kWh of computing, Germany\n"));
});

Deno.test("without any permission a console shows the text card too", async () => {
  const { out } = await script(
    `console.log(cc.estimate(${JSON.stringify(JOB)}))`,
  );
  assertEquals(out, `${estimate(JOB)}\n`);
});

Deno.test("a run of a script ends with one line on the standard error, unless it is not live", async () => {
  const { out, err } = await script(
    `await cc.track("my\\nrun", () => {}, { region: "Germany" });
     await cc.track("quiet", () => {}, { region: "Germany", live: false });`,
  );
  assertEquals(out, "");
  const lines = err.trimEnd().split("\n");
  assertEquals(lines.length, 1, err);
  assert(/^my run: .* CO2e \(.*\), .*Wh, /.test(lines[0]!), lines[0]);
});
