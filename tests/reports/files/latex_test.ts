import { assert, assertEquals, assertMatch } from "@std/assert";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { report } from "../../../src/notebook/report.ts";
import {
  everywhereAtGoogle,
  importedRun,
  JOB,
  scratchAgainstFineTuning,
  shortRun,
  trainingRun,
} from "../experiments.ts";
import { HOSTILE } from "../hostile.ts";
import { latexTest, typeset } from "../typeset.ts";

latexTest(
  "pdflatex and BibTeX set the paragraph that the 2019 calculator has, and more",
  async () => {
    const tex = await report(estimateJob(JOB), {
      title: "Training of a small model",
      author: ["A. Researcher", "B. Müller"],
    }).latex();
    const { text, log } = await typeset(tex);
    for (
      const part of [
        "Training of a small model",
        "A. Researcher",
        "B. Müller",
        "8 NVIDIA A100 SXM4 80GB (400 W each)", // hardware
        "120 hours",
        "us-central1 region (Iowa, United States;", // region
        "413 gCO2 e/kWh", // intensity
        "; PUE 1.1 [",
        "170 kg CO2 e (90 % interval 35 to 200 kg;", // total
        "Google matches 100 % of its yearly electricity with renewable purchases",
        "Quantifying the Carbon Emissions of Machine Learning",
        "arXiv:1910.09700",
        "Carbon data for Google Cloud regions, 2024 file",
      ]
    ) assert(text.includes(part), `${part} is not in: ${text}`);
    assertEquals(/undefined|Missing|Overfull \\hbox \(\d{2}/.exec(log), null);
  },
);

latexTest("every source of a report is in its bibliography", async () => {
  const items = [trainingRun(), shortRun(), estimateJob(JOB)];
  const page = report([
    ...items,
    scratchAgainstFineTuning(),
    everywhereAtGoogle(),
    importedRun(),
  ], { per: { unit: "epoch", count: 20 } });
  const { bbl, log } = await typeset(await page.latex());
  const { publications } = JSON.parse(await page.json());
  assertEquals(
    bbl.match(/\\bibitem/g)?.length,
    publications.length,
  );
  assert(!log.includes("Citation"));
});

latexTest("hostile names, titles and authors are set as text", async () => {
  const runs = HOSTILE.map((name, i) => ({
    ...shortRun(),
    id: `run ${i}`,
    name,
    notes: [name],
    reason: name,
    place: { name, country: "FR" },
  }));
  const named = HOSTILE.filter((name) => name !== "");
  const page = report(runs, {
    title: named.join(" "),
    author: named,
    per: { unit: "\\input{x} {", count: 3 },
  });
  const { text } = await typeset(await page.latex());
  assert(text.includes("\\input{/etc/passwd}"), text);
  assert(text.includes("100 % of it"));
  assert(text.includes("unbalanced}"));
  assert(text.includes("Åse Ørsted"));
  // pdfTeX has no letters for these
  assert(text.includes("[U+6C49][U+5B57]"));
});

Deno.test("BibTeX has the calculator's paper under the key that papers know, in balanced braces", async () => {
  const bib = await report(estimateJob(JOB)).bibtex();
  assertMatch(bib, /^@article\{lacoste2019quantifying,\n/);
  assert(
    bib.includes(
      "author = {Lacoste, Alexandre and Luccioni, Alexandra and Schmidt, Victor and Dandres, Thomas}",
    ),
  );
  const count = (character: string) => bib.split(character).length;
  assertEquals(count("{"), count("}"));
  assert(bib.includes("@misc{google-region-carbon-2024,"));
});
