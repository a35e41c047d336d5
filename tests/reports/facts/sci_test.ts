import { assertEquals } from "@std/assert";
import { estimateJob } from "../../../src/estimate/estimate.ts";
import { sciOf } from "../../../src/reports/facts/sci.ts";
import { scoreText } from "../../../src/reports/sections/sci_section.ts";
import { subjectOf } from "../../../src/reports/facts/item_facts.ts";
import {
  type ReportTotal,
  totalOf,
} from "../../../src/reports/facts/report_total.ts";
import { assertClose } from "../../close.ts";
import { JOB } from "../experiments.ts";

const PER = { unit: "epoch", count: 20 };

// 8 × 400 W × 120 h × 1.1 = 422.4 kWh, at 412.72 g/kWh
const O_KG = 422.4 * 0.41272;
// 150 kg for each of 8 cards, over 6 years of 8760 h, and 5,700 kg for their server, over 3 years
const M_KG = 120 / 8760 * (8 * 150 / 6 + 5700 / 3);

function totalOfJob(embodied: boolean, offsetPercent = 0): ReportTotal {
  const job = { ...JOB, embodied, offsetPercent };
  return totalOf([subjectOf(estimateJob(job))]) as ReportTotal;
}

Deno.test("the score is ((E × I) + M) per unit", () => {
  const sci = sciOf(totalOfJob(true), PER);
  assertClose(sci.energyKwh, 422.4);
  assertClose(sci.carbonIntensity, 412.72);
  assertClose(sci.embodiedKg, M_KG);
  assertClose(sci.kgPerUnit, (O_KG + M_KG) / 20);
  // 10.15 kg
  assertEquals(scoreText(sci), "10 kg CO2e per epoch");
});

Deno.test("a score without M says that it is not complete", () => {
  const sci = sciOf(totalOfJob(false), PER);
  assertClose(sci.kgPerUnit, O_KG / 20);
  assertEquals(sci.embodiedUnknown, 1);
});

Deno.test("a claimed offset does not lower the score", () => {
  assertEquals(
    sciOf(totalOfJob(true, 100), PER).kgPerUnit,
    sciOf(totalOfJob(true, 0), PER).kgPerUnit,
  );
});
