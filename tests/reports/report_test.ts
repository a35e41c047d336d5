import { plain } from "../page.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { assertRejects } from "@std/assert";
import { join } from "node:path";
import { estimateJob } from "../../src/estimate/estimate.ts";
import { footprintOf } from "../../src/estimate/footprint.ts";
import { siteOfRun } from "../../src/estimate/place/run_site.ts";
import { report } from "../../src/notebook/report.ts";
import type { Reportables } from "../../src/reports/facts/items.ts";
import { assertClose } from "../close.ts";
import { aLiveRun } from "../notebook/a_run.ts";
import {
  everywhereAtGoogle,
  importedRun,
  JOB,
  part,
  scratchAgainstFineTuning,
  shortRun,
  trainingRun,
} from "./experiments.ts";
import { inFolder } from "./written.ts";

type Bundle = Readonly<Record<string, string>>;

const DISPLAY = Symbol.for("Jupyter.display");

/** As the kernel does it. */
async function shown(value: unknown): Promise<Bundle> {
  return await (value as { [DISPLAY](): Promise<Bundle> })[DISPLAY]();
}

Deno.test("a total has the same digits in every format", async () => {
  const page = report([trainingRun(), shortRun()]);
  const texts = [
    await page.html(),
    await page.markdown(),
    (await page.latex()).replaceAll("\\textsubscript{2}", "2"),
    ...Object.values(await shown(page)).slice(0, 3),
  ];
  // 301.2 g in a range of a factor of less than 10
  for (const text of texts.map(plain)) {
    assert(/300 g(<\/b> <span>| )CO2e/.test(text), text);
    assert(!/30[12]/.test(text.replace(/<svg[^]*?<\/svg>/g, "")));
  }
  assert((await page.modelCard()).includes("emissions: 300\n"));
  const { total, items } = JSON.parse(await page.json());
  assertClose(total.emissionsKg, 4.5 * 1.37 * 0.0415 + 0.11 * 0.41272, 1e-9);
  assertEquals([total.digits, items[0].digits], [2, 2]);
});

Deno.test("the charts have the digits of the text around them", async () => {
  const html = await report(shortRun()).html();
  const drawn = plain(html.match(/<svg[^]*?<\/svg>/g)?.join(""));
  assert(drawn.includes(">45 g<"));
  assert(!drawn.includes("45.4 g"));
});

Deno.test("a report shows itself as a page, a picture and text", async () => {
  const bundle = await shown(
    report([shortRun(), scratchAgainstFineTuning(), everywhereAtGoogle()]),
  );
  assert(
    bundle["text/html"]?.includes('<article class="carboncell cc-report">'),
  );
  assert(!bundle["text/html"]?.includes("<html"));
  assert(bundle["text/markdown"]?.startsWith("# Carbon report\n"));
  assert(bundle["text/plain"]?.includes("45 g CO₂e"));
  const png = Uint8Array.fromBase64(bundle["image/png"] ?? "");
  assertEquals(String.fromCharCode(...png.slice(1, 4)), "PNG");
});

Deno.test("a report says what was measured and what was modelled", async () => {
  const text = plain(await report(shortRun()).markdown());
  assert(text.includes("measured: NVML energy counter | 83 Wh"));
  assert(text.includes("modelled: CPU time of the machine | 17 Wh"));
});

Deno.test("a report lists assumptions, notes, vintages, licences and versions", async () => {
  const text = plain(await report([shortRun(), estimateJob(JOB)]).markdown());
  for (
    const words of [
      "Assumed: utilization 1",
      "fine-tune: the counter of rapl:package-0 was reset at 12 s",
      "Carbon data for Google Cloud regions, 2024 file, Google",
      "Apache-2.0",
      "carboncell 0.1.0 (data of ",
      "three significant digits",
    ]
  ) assert(text.includes(words), words);
});

Deno.test("claims are shown separately and are not subtracted", async () => {
  const text = plain(await report(shortRun()).markdown());
  assert(text.includes("emitted 45 g CO2e (90 % interval "));
  assert(
    text.includes(
      "Google matches 100 % of its yearly electricity with renewable purchases (2024)",
    ),
  );
  assert(text.includes("this market-based claim is not subtracted."));
  assert(!/offset by Google|after the claim|leaves/.test(text), text);
});

Deno.test("intensities that count different things are said to be added up", async () => {
  const mixed = plain(await report([trainingRun(), shortRun()]).markdown());
  assert(mixed.includes("count different things (lifecycle and direct"));
  assert(!(await report(shortRun()).markdown()).includes("count different"));
});

/** A run of so many kWh of cards in Iowa. */
function runOfKwh(itEnergyKwh: number) {
  const components = [part("accelerator", "A100 SXM4 80GB", itEnergyKwh)];
  const factor = { medianFactor: 1, sigma: 0.05 };
  return {
    ...shortRun(),
    ...footprintOf(
      { itEnergyKwh, components, factor, figures: [] },
      siteOfRun({ provider: "gcp", region: "us-central1" }),
    ),
  };
}

Deno.test("five cars are named where the emissions are as large as that", async () => {
  // 626,155 lb of Strubell et al. are 284,019 kg: 5.0 cars of 57,153 kg
  const kwh = 284_019 / 1.1 / 0.41272;
  const large = plain(await report(runOfKwh(kwh)).markdown());
  assert(large.includes('the "five cars" of 2019: it is 5 cars'));
  assert(large.includes("5 car lifetimes, fuel included"));
  const small = plain(await report(runOfKwh(kwh / 2)).markdown());
  assert(!small.includes("five cars"));
});

Deno.test("runs of another tool are shown with its name, and without a range", async () => {
  const text = plain(await report([importedRun(), shortRun()]).markdown());
  assert(text.includes("distillation (by codecarbon)"));
  assert(text.includes("| 500 g | not known | not known |"));
  // 500 + 45.4 g
  assert(text.includes("550 g CO2e (no range is known; "));
});

Deno.test("a run without emissions is in the table, and said not to be in the total", async () => {
  const zeus = { ...importedRun(), emissionsKg: undefined };
  const text = plain(await report([zeus, shortRun()]).markdown());
  assert(text.includes("The emissions of 1 of them are not known"));
  assert(text.includes("**45 g CO2e**"));
});

Deno.test("a sentence about a place has an article where its country takes one", async () => {
  const job = { hardware: "A100", hours: 1 };
  const textOf = async (country: string) =>
    await report(estimateJob({ ...job, country })).markdown();
  assert(
    (await textOf("NL")).includes("SXM4 80GB (400 W) in the Netherlands ("),
  );
  assert((await textOf("FR")).includes("SXM4 80GB (400 W) in France ("));
});

Deno.test("a sentence names a single run of other tools as one", async () => {
  const other = { ...importedRun(), id: "other" };
  const textOf = async (runs: Reportables) =>
    plain(await report(runs).markdown());
  assert(
    (await textOf([shortRun(), importedRun()])).includes(
      "except for one run of other tools",
    ),
  );
  assert(
    (await textOf([shortRun(), importedRun(), other])).includes(
      "except for 2 runs of other tools",
    ),
  );
});

Deno.test("words about the charts are left out where no chart is drawn", async () => {
  const runs = Array.from(
    { length: 5 },
    (_, i) => ({ ...shortRun(), id: `run ${i}` }),
  );
  const page = report(runs);
  const words = "Drawn over time: the 4 runs that emitted most";
  assert((await page.html()).includes(words));
  assert(!(await page.markdown()).includes(words));
  assert(!(await page.latex()).includes(words));
});

Deno.test("a paper has the sections that fit on it, with the columns that fit", async () => {
  const items = [trainingRun(), shortRun()];
  const comparison = scratchAgainstFineTuning();
  const tex = await report([...items, comparison]).latex();
  assertEquals(
    [...tex.matchAll(/\\subsection\*\{(.*)\}/g)].map(([, title]) => title),
    [
      "Runs and estimates",
      "In everyday things",
      "Measured and modelled",
      "Location-based emissions and claims",
      "Assumptions and notes",
      "Method and versions",
    ],
  );
  assert(
    tex.includes(
      "what & hardware & time & energy & emissions (CO\\textsubscript{2}e) & 90 \\% range \\\\",
    ),
  );
  const alone = await report(shortRun()).latex();
  assert(!alone.includes("Runs and estimates"));
});

Deno.test("a run that was interrupted says so", async () => {
  const { samples: _, ...record } = shortRun();
  const stored = {
    ...record,
    status: "interrupted" as const,
    tags: [],
    origin: undefined,
  };
  const text = plain(await report(stored).markdown());
  assert(text.includes("fine-tune (interrupted)"));
});

Deno.test("lists in the list are taken apart, and a run that comes twice counts once", async () => {
  const run = shortRun();
  const page = report([[run, { ...run }], estimateJob(JOB), [
    estimateJob(JOB),
  ]]);
  const { items, total } = JSON.parse(await page.json());
  assertEquals(items.length, 3);
  assertEquals(total.count, 1);
});

Deno.test("comparisons alone are reported without a total", async () => {
  const page = report([scratchAgainstFineTuning(), everywhereAtGoogle()]);
  const text = plain(await page.markdown());
  // 6 of 120 hours
  assert(text.includes("“fine-tuned” emits 8.7 kg CO2e, 0.05 times"));
  assert(text.includes("Of 44 places"));
  assertEquals(JSON.parse(await page.json()).total, undefined);
  assert((await page.latex()).includes("\\end{document}"));
});

Deno.test("the JSON holds no course, and nothing of what a run's function returned", async () => {
  const self: Record<string, unknown> = { big: 1n };
  self["self"] = self;
  const run = { ...shortRun(), value: self };
  const comparison = scratchAgainstFineTuning();
  const rows = comparison.rows.map((row) => ({
    ...row,
    estimate: { ...row.estimate, value: self },
  }));
  const json = await report([run, { ...comparison, rows }]).json();
  assert(!json.includes('"samples"') && !json.includes('"self"'));
});

Deno.test("what cannot be reported is refused, and says what can", () => {
  const given = (items: unknown) => () => report(items as Reportables);
  assertThrows(
    given([]),
    RangeError,
    "Cannot report nothing: give runs, estimates or comparisons",
  );
  assertThrows(
    given([JOB]),
    TypeError,
    "Cannot report as each item must be a run, an estimate or what compare(), compareRegions() or jobLog() returns",
  );
  for (const item of [undefined, null, 3, "run", {}]) {
    assertThrows(given([item]), TypeError, "Cannot report");
  }
  const goesOn = { ...aLiveRun(), snapshot: () => aLiveRun() };
  assertThrows(given(goesOn), TypeError, "still in progress");
});

Deno.test("options that do not fit are refused, with the nearest name", () => {
  const given = (options: unknown) => () =>
    report(shortRun(), options as { title?: string });
  assertThrows(given({ titel: "x" }), TypeError, 'did you mean "title"?');
  assertThrows(given({ author: 3 }), TypeError, "a name or a list of names");
  assertThrows(
    given({ per: { unit: "epoch", count: 0 } }),
    RangeError,
    "Cannot report as per.count must be a finite number > 0: current value is 0",
  );
  assertThrows(
    given({ trainingType: "training" }),
    RangeError,
    '"pre-training" or "fine-tuning"',
  );
  assertThrows(
    () =>
      report(scratchAgainstFineTuning(), { per: { unit: "epoch", count: 2 } }),
    RangeError,
    'Cannot report emissions per "epoch" as there are only comparisons',
  );
});

Deno.test("save() writes what the extension says", async () => {
  await inFolder(async (folder) => {
    const page = report(shortRun());
    const saved = async (name: string) => {
      await page.save(join(folder, name));
      return await Deno.readTextFile(join(folder, name));
    };
    assertEquals(await saved("a.html"), await page.html());
    assertEquals(await saved("a.MD"), await page.markdown());
    assertEquals(await saved("a.tex"), await page.latex());
    assertEquals(await saved("a.bib"), await page.bibtex());
    assertEquals(await saved("a.csv"), await page.csv());
    assertEquals(await saved("a.json"), await page.json());
    assert((await saved("a.png")).slice(1, 4) === "PNG");
    await page.save(new URL(`file://${folder}/b%20c.json`));
    assert((await Deno.stat(join(folder, "b c.json"))).isFile);
  });
});

Deno.test("save() puts the metadata into the model card that README.md is", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "README.md");
    const page = report(shortRun());
    await page.save(path);
    assertEquals(await Deno.readTextFile(path), await page.modelCard());
    await Deno.writeTextFile(path, "---\nlicense: mit\n---\n# Mine\n");
    await page.save(path);
    const card = await Deno.readTextFile(path);
    assert(card.startsWith("---\nlicense: mit\nco2_eq_emissions:\n"));
    assert(card.endsWith("\n---\n# Mine\n"));
  });
});

Deno.test("save() refuses an extension that it does not know, before it writes anything", async () => {
  for (const path of ["report.docx", "report", "report.constructor"]) {
    await assertRejects(
      () => report(shortRun()).save(path),
      RangeError,
      "Cannot save the report as its extension must be one of html, htm, md, markdown, tex, bib, csv, json, png",
    );
  }
});

Deno.test("save() keeps the bytes of a README.md that are no UTF-8", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "README.md");
    const latin = new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a, 0x00, 0xff]);
    await Deno.writeFile(path, latin);
    await report(shortRun()).save(path);
    const saved = await Deno.readFile(path);
    assertEquals(saved.slice(-latin.length), latin);
    assert(new TextDecoder().decode(saved).startsWith("---\nco2_eq_emissions"));
  });
});

Deno.test("the paragraph says what was done in the words of papers, or what is planned", async () => {
  // 8 × 400 W × 120 h × 1.1 = 422.4 kWh, × 412.72 g/kWh = 174.3 kg
  const start =
    "for 120 hours on 8 NVIDIA A100 SXM4 80GB (400 W each) in Google Cloud's " +
    "us-central1 region (Iowa, United States; 413 gCO2e/kWh, direct, 2024 ";
  const done = plain(await report(estimateJob(JOB)).markdown());
  assert(done.includes(`Experiments ran ${start}`));
  assert(done.includes("They used an estimated 420 kWh and emitted 170 kg"));
  const planned = plain(
    await report(estimateJob(JOB), { tense: "planned" }).markdown(),
  );
  assert(planned.includes(`Experiments will run ${start}`));
  assert(
    planned.includes("They will use an estimated 420 kWh and emit 170 kg"),
  );
  const [, paragraph = ""] = done.split("\n\nExperiments ");
  assert(!paragraph.split("## ")[0]?.includes("as much as"));
});

Deno.test("BibTeX refers to no home page", async () => {
  const groq = { hardware: "GroqCard", hours: 10, country: "FR" };
  const text = await report(estimateJob(groq)).bibtex();
  assert(text.includes("title = {{GroqCard}}"));
  assert(!/\\url\{https:\/\/[^/]+\/?\}/.test(text), text);
});

Deno.test("BibTeX has the authors of a paper one by one, and organisations whole", async () => {
  const text = await report(estimateJob(JOB)).bibtex();
  assert(text.includes("Luccioni, Alexandra and Schmidt, Victor and"));
  assert(text.includes("author = {{Google}},"));
  assert(text.includes("note = {Its figures describe 2024},"));
});
