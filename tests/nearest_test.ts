import { assertEquals } from "@std/assert";
import { nearest } from "../src/nearest.ts";

const REGIONS: readonly (readonly [string, string])[] = [
  ["westeurope", "westeurope"],
  ["West Europe", "westeurope"],
  ["ukwest", "ukwest"],
  ["UK West", "ukwest"],
  ["northeurope", "northeurope"],
  ["North Europe", "northeurope"],
];

const CARDS = ["GeForce GTX 570", "Radeon RX 570", "Radeon RX 5700 XT", "T4"];

Deno.test("nearest() knows the words of a name in any order, also without blanks", () => {
  for (const typed of ["EuropeWest", "europe west", "Europe-West"]) {
    assertEquals(nearest(typed, REGIONS)[0], "westeurope", typed);
  }
});

Deno.test("nearest() gives names with the same number first", () => {
  assertEquals(nearest("570", CARDS).slice(0, 2), [
    "Radeon RX 570",
    "GeForce GTX 570",
  ]);
});

Deno.test("nearest() gives nothing rather than a far name", () => {
  const areas = ["United Arab Emirates", "AE", "JP", "China", "France"];
  assertEquals(nearest("Micronesia", ["Indonesia"]), []);
  for (const typed of ["日本", "XZ", "foo", "Q", "", "Wonderland", "v3-8"]) {
    assertEquals(nearest(typed, [...areas, ...CARDS]), [], typed);
  }
});

Deno.test("nearest() forgives wrong, missing and swapped letters", () => {
  const known = ["France", "gcp", "p4d.24xlarge", "quantity", "westus2"];
  const typed = {
    Frnace: "France",
    Fance: "France",
    gpc: "gcp",
    "p4d.24xlrge": "p4d.24xlarge",
    quantities: "quantity",
    uswest2: "westus2",
  };
  for (const [given, name] of Object.entries(typed)) {
    assertEquals(nearest(given, known), [name], given);
  }
});
