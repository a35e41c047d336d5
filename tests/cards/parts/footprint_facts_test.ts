import { assertEquals } from "@std/assert";
import {
  equivalentText,
  everydayFact,
} from "../../../src/cards/parts/footprint_facts.ts";
import { equivalentsOf } from "../../../src/estimate/equivalents.ts";

Deno.test("one of an everyday thing is in the singular", () => {
  const years = "years of uptake by a mature tree";
  assertEquals(equivalentText("1", years), "1 year of uptake by a mature tree");
  assertEquals(equivalentText("1.1", years), `1.1 ${years}`);
  const km = "km driven by an average US car";
  assertEquals(equivalentText("1", km), `1 ${km}`);
  assertEquals(
    equivalentText("1", "smartphones charged"),
    "1 smartphone charged",
  );
  assertEquals(
    equivalentText("1", "car lifetimes, fuel included"),
    "1 car lifetime, fuel included",
  );
});

Deno.test("everyday things are named where they are easy to picture, and crumbs never", () => {
  const textOf = (kg: number) =>
    everydayFact({ equivalents: equivalentsOf(kg) })[0]?.value;
  // A charge emits 12.4 g and a km 246 g by the EPA.
  assertEquals(textOf(1e-9), undefined);
  assertEquals(textOf(0.005), undefined);
  assertEquals(textOf(0.0124), "1 smartphone charged");
  assertEquals(textOf(174)?.includes("km driven"), true);
});
