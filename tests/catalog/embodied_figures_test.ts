import { assertEquals } from "@std/assert";
import { embodiedOfAccelerator } from "../../src/catalog/embodied_figures.ts";

function kg(accelerator: string) {
  const figure = embodiedOfAccelerator(accelerator);
  return [figure?.low, figure?.kgco2e, figure?.high];
}

Deno.test("B200 has the kilograms of NVIDIA's ratios: 164 × 2.3 × 0.50 / 0.66", () => {
  assertEquals(kg("B200"), [undefined, 286, undefined]);
  assertEquals(kg("H100 SXM5 80GB"), [undefined, 164, undefined]);
});

Deno.test("other GPUs lie between the lines through H100 and B200, by memory and by area", () => {
  // By hand: 164 + 1.218 kg × 61 GB; the dies of H200 are those of H100
  assertEquals(kg("H200 SXM 141GB"), [164, 201, 238]);
  // 66.6 + 1.218 × 16 and 42.2 + 0.1496 × 545
  assertEquals(kg("T4"), [86, 105, 124]);
  // 66.6 + 1.218 × 24 and 42.2 + 0.1496 × 609
  assertEquals(kg("GeForce RTX 4090"), [96, 115, 133]);
});

Deno.test("a whole computer has no figure of a card", () => {
  assertEquals(embodiedOfAccelerator("DGX Spark (GB10)"), undefined);
  assertEquals(embodiedOfAccelerator("no such card"), undefined);
});
