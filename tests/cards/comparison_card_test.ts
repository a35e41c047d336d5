import { assert, assertEquals } from "@std/assert";
import { compare, type Job } from "../../mod.ts";
import { differenceRange } from "../../src/cards/parts/cause_facts.ts";
import { comparisonCard } from "../../src/cards/comparison_card.ts";

const JOB: Job = { hardware: "V100", hours: 100, carbonIntensity: 500, pue: 1 };

function factsOf(other: Partial<Job>): string[] {
  const { facts } = comparisonCard(
    compare({ a: JOB, b: { ...JOB, ...other } }),
  );
  return facts.map(({ label, value, note }) => `${label}: ${value}, ${note}`);
}

Deno.test("the card of a comparison says what makes the difference, with both figures", () => {
  // 30 kWh at 500 g are 15 kg, 15 kWh 7.5 kg
  const [difference, ...causes] = factsOf({ hours: 50 });
  assert(difference?.startsWith("Difference: 7.5 kg less"));
  // The jobs share all that is unknown, so the whole range is of savings.
  assert(/, [\d.]+ to [\d.]+ kg less \(90 %\)$/.test(difference ?? ""));
  assertEquals(causes, [
    "because of hours: 7.5 kg less, 2 d 2 h instead of 4 d 4 h",
  ]);
});

Deno.test("the card of a comparison names power, PUE and intensity in their units", () => {
  const causes = factsOf({ utilization: 0.5, pue: 1.5, carbonIntensity: 250 });
  assertEquals(causes.slice(1).map((cause) => cause.split(", ")[1]), [
    "150 W instead of 300 W",
    "1.5 instead of 1",
    "250 gCO2e/kWh instead of 500 gCO2e/kWh",
  ]);
});

Deno.test("the card of a comparison has no cause where there is no difference", () => {
  assertEquals(factsOf({}).length, 1);
});

Deno.test("the card of jobs that share all that is uncertain says that their ratio is exact", () => {
  const headOf = (other: Partial<Job>) => {
    const card = comparisonCard(compare({ a: JOB, b: { ...JOB, ...other } }));
    const rows = card.sections?.[0]?.tables?.[0]?.rows ?? [];
    return [card.headline, card.range, card.subline, rows[1]?.["ratioRange"]];
  };
  const said = "exactly, because both share all that is uncertain";
  assertEquals(headOf({ hours: 1.04 }), ["1.04 %", undefined, said, "exact"]);
  assertEquals(headOf({ hours: 104 }), ["1.04 ×", undefined, said, "exact"]);
  assertEquals(headOf({}), ["1 ×", undefined, said, "exact"]);
  const [headline, range, subline] = headOf({ carbonIntensity: 5 });
  assertEquals(headline, "1 %");
  assert(range !== undefined);
  assert(/^[\d.]+ to [\d.]+ % with 90 % probability$/.test(String(subline)));
});

Deno.test("the card of many entries has the causes in its table alone", () => {
  const entries = Object.fromEntries(
    [..."abcdef"].map((name, i) => [name, { ...JOB, hours: 100 - 10 * i }]),
  );
  const { facts, sections } = comparisonCard(compare(entries));
  assertEquals(facts.length, 5);
  const [table] = sections?.[0]?.tables ?? [];
  assertEquals(table?.columns["hours"], "by hours");
  assertEquals(table?.rows.map((row) => row["hours"]), [
    "the same",
    "1.5 kg less",
    "3 kg less",
    "4.5 kg less",
    "6 kg less",
    "7.5 kg less",
  ]);
});

Deno.test("a range of differences says less and more, not minus", () => {
  assertEquals(differenceRange([-240, -56]), "56 to 240 kg less");
  assertEquals(differenceRange([0.056, 0.24]), "56 to 240 g more");
  assertEquals(differenceRange([-0.0031, 5]), "3.1 g less to 5 kg more");
  assertEquals(differenceRange([0, 0]), "the same");
});
