import { assert, assertEquals } from "@std/assert";
import { type SensorReport, sensors } from "../../mod.ts";
import { assumptionText } from "../../src/document/document.ts";
import { sensorsCard } from "../../src/cards/sensors_card.ts";
import { pageOf, plain } from "../page.ts";

type Bundle = Readonly<Record<string, string>>;

const DISPLAY = Symbol.for("Jupyter.display");

/** As the kernel does it. */
async function shown(value: unknown): Promise<Bundle> {
  return await (value as { [DISPLAY](): Promise<Bundle> })[DISPLAY]();
}

Deno.test("sensors() is plain, frozen data", () => {
  const report = sensors();
  assertEquals(JSON.parse(JSON.stringify(report)), { ...report });
  for (const part of [report, report.sensors, report.findings]) {
    assert(Object.isFrozen(part));
  }
  for (const item of [...report.sensors, ...report.findings]) {
    assert(Object.isFrozen(item));
  }
});

Deno.test("sensors() has one way for the processor and one for the memory, wherever it runs", () => {
  const { sensors: found, platform } = sensors();
  assert(found.some((sensor) => sensor.component === "cpu"));
  assert(found.some((sensor) => sensor.component === "memory"));
  assertEquals(platform, `${Deno.build.os} ${Deno.build.arch}`);
});

Deno.test("sensors() shows itself as HTML, picture and text", async () => {
  const report = sensors();
  const bundle = await shown(report);
  const { "text/html": html = "", "text/plain": text = "" } = bundle;
  const card = pageOf(html);
  const findings = card.querySelector("details table");
  assertEquals(
    [...findings?.querySelectorAll("tbody tr") ?? []].length,
    report.findings.length,
  );
  for (const { source, method } of report.sensors) {
    assert(plain(text).includes(`${method}: ${source}`));
    assert(html.includes(method));
  }
  const png = Uint8Array.fromBase64(bundle["image/png"] ?? "");
  assertEquals(String.fromCharCode(...png.slice(1, 4)), "PNG");
});

const REPORT: SensorReport = {
  sensors: [
    {
      id: "nvml:0",
      component: "accelerator",
      name: "A100 SXM4 80GB",
      method: "counter",
      source: "NVML nvmlDeviceGetTotalEnergyConsumption",
    },
    {
      id: "cpu-model",
      component: "cpu",
      name: "2 vCPU",
      method: "model",
      source: "CPU time of the machine",
    },
  ],
  findings: [
    { path: "nvml:0", found: true, why: "It counts its energy" },
    { path: "RAPL", found: false, why: "Not readable", how: "sudo chmod" },
    { path: "hwmon", found: false, why: "No such card" },
  ],
  platform: "linux x86_64",
  sources: [{
    what: "power of a vCPU",
    value: 3.5,
    unit: "W",
    role: "power",
    source: "Cloud Carbon Footprint",
    publication: "ccf-coefficients",
    given: false,
    url: undefined,
    year: 2022,
    assumed: true,
  }],
};

Deno.test("the card of sensors says what is used, what can be had, and what was assumed", () => {
  const card = sensorsCard(REPORT);
  assertEquals(card.headline, "1 counted, 1 modelled");
  assertEquals(card.facts.map((fact) => fact.label), ["GPU", "CPU"]);
  assertEquals(card.notes, ["RAPL: Not readable. To get it: sudo chmod"]);
  assertEquals((card.assumptions ?? []).map(assumptionText), [
    "power of a vCPU 3.5 W, Cloud Carbon Footprint, figure of 2022",
  ]);
  assertEquals(card.sections?.[0]?.tables?.[0]?.rows.length, 3);
});
