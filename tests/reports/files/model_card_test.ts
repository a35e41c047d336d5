import { assert, assertEquals, assertRejects } from "@std/assert";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { report } from "../../../src/notebook/report.ts";
import {
  JOB,
  scratchAgainstFineTuning,
  shortRun,
  trainingRun,
} from "../experiments.ts";
import { HOSTILE } from "../hostile.ts";
import { askPeer } from "../peers.ts";
import { withFile } from "../written.ts";

/** What the Hub's client makes of a card. */
interface ReadCard {
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly type: string;
  readonly filtered: boolean;
}

/** The Hub's published fields: all texts but the first, all optional but the first. */
interface Co2EqEmissions {
  readonly emissions: number;
  readonly source: string;
  readonly training_type?: string;
  readonly geographical_location: string;
  readonly hardware_used: string;
}

async function read(card: string): Promise<ReadCard & { co2: Co2EqEmissions }> {
  const found = await withFile(
    "README.md",
    card,
    (path) => askPeer<ReadCard>("read_model_card.py", path),
  );
  const co2 = found.data["co2_eq_emissions"] as Co2EqEmissions;
  return { ...found, co2 };
}

Deno.test("the Hub's client reads grams, place, hardware and kind of training", async () => {
  const card = await report(estimateJob(JOB), { trainingType: "fine-tuning" })
    .modelCard();
  const { co2, type, filtered, text } = await read(card);
  // 174.3 kg in a range of a factor of 5: two digits
  assertEquals(co2.emissions, 170_000);
  assertEquals(type, "int");
  assert(filtered);
  assertEquals(co2.training_type, "fine-tuning");
  assertEquals(co2.hardware_used, "8 × A100 SXM4 80GB");
  assertEquals(
    co2.geographical_location,
    "Iowa (Google Cloud us-central1), United States",
  );
  assert(co2.source.includes("estimated, not measured"));
  assert(co2.source.includes("90 % range: 35 to 200 kg"));
  assert(text.startsWith("\n# Carbon report\n"));
});

Deno.test("the kind of training is left out where it is not said", async () => {
  const { co2 } = await read(await report(shortRun()).modelCard());
  assertEquals("training_type" in co2, false);
  assertEquals(co2.emissions, 45);
  assert(co2.source.includes("83 %"));
});

Deno.test("a card of several runs holds their sum", async () => {
  const page = report([trainingRun(), shortRun(), estimateJob(JOB)]);
  const { co2 } = await read(await page.modelCard());
  // 6.165 kWh × 41.5 g + 0.11 kWh × 412.72 g = 301.2 g
  assertEquals(co2.emissions, 300);
  assert(co2.source.includes("2 runs"));
  assertEquals(co2.hardware_used, "4 × H100 SXM5; A100 SXM4 80GB");
});

Deno.test("an existing card keeps all else, as the Hub's client sees it", async () => {
  const before = `---
language: en
license: mit # open
co2_eq_emissions: 1.5
model-index:
- name: tiny
  results:
  - task: {type: text-generation}
    dataset: {type: wikitext, name: WikiText}
    metrics:
    - {type: perplexity, value: 20.9}
---
# Tiny

Text with --- dashes.
`;
  const after = await read(await report(shortRun()).modelCard(before));
  const old = await read(before.replace("1.5", "{emissions: 1.5}"));
  assertEquals(
    { ...after.data, co2_eq_emissions: 0 },
    { ...old.data, co2_eq_emissions: 0 },
  );
  assertEquals(after.text, old.text);
  assertEquals(after.co2.emissions, 45);
});

Deno.test("names from outside are text to the Hub's client", async () => {
  const hardware = HOSTILE.map((name, i) =>
    estimateJob({
      hardware: { name: name === "" ? `device ${i}` : name, tdpWatts: 300 },
      hours: 1,
      country: "FR",
    })
  );
  for (const one of [hardware.slice(0, 3), hardware.slice(3)]) {
    const { co2 } = await read(await report(one).modelCard());
    assertEquals(typeof co2.hardware_used, "string");
    assertEquals(Object.keys(co2).length, 4);
  }
});

Deno.test("comparisons alone make no model card", async () => {
  await assertRejects(
    () => report(scratchAgainstFineTuning()).modelCard(),
    RangeError,
    "Cannot write a model card as the report holds only comparisons: give it a run or an estimate",
  );
});
