import { assertEquals } from "@std/assert";
import {
  type OldFigure,
  withKeys,
} from "../../../src/ledger/stored/old_records.ts";

/** A figure as version 0.1.0 stored it. */
function old(changes: Partial<OldFigure> & { readonly what: string }) {
  return {
    value: 1,
    unit: "",
    source: "Cloud Carbon Footprint coefficients",
    url: undefined,
    year: undefined,
    assumed: false,
    ...changes,
  };
}

/** What version 0.1.0 called the figures of a run, in its own words, and what they are used for. */
const FIGURES = [
  ["thermal design power of AMD EPYC 7B12", "power"],
  [
    "thermal design power of AMD EPYC 7B12, of which 8 of 128 threads",
    "power",
  ],
  ["power of a processor at load 0.5", "powerCurve"],
  ["power of a vCPU at no load in a cloud data centre", "power"],
  ["power of memory", "power"],
  ["grid carbon intensity of Iowa (direct)", "intensity"],
  ["grid carbon intensity", "intensity"],
  ["grid carbon intensity, mean of the run's energy", "intensity"],
  ["power usage effectiveness (PUE)", "pue"],
  ["power usage effectiveness (PUE) of Iowa", "pue"],
  ["power usage effectiveness (PUE), industry average", "pue"],
  ["offset", "offset"],
  ["offset claimed by Google", "offset"],
  ["water usage effectiveness on site", "wueSite"],
  ["water of the electricity of US", "wueGrid"],
  ["water of the electricity of the world", "wueGrid"],
] as const;

Deno.test("figures of version 0.1.0 get their role from the words of that version", () => {
  const sources = FIGURES.map(([what]) => old({ what }));
  assertEquals(
    withKeys({ sources }).sources?.map(({ what, role }) => [what, role]),
    FIGURES.map(([what, role]) => [what, role]),
  );
});

Deno.test("a figure of version 0.1.0 that the user gave is known as such", () => {
  const pue = old({
    what: "power usage effectiveness (PUE)",
    source: "given by the user",
  });
  const [figure] = withKeys({ sources: [pue] }).sources ?? [];
  assertEquals(figure?.given, true);
  assertEquals(figure?.source, pue.source);
});

Deno.test("an assumption of version 0.1.0 says why, without the word before it", () => {
  const [figure] = withKeys({
    sources: [old({
      what: "water usage effectiveness on site",
      source: "assumed: no figure published, so none is added",
      assumed: true,
    })],
  }).sources ?? [];
  assertEquals(figure?.source, "no figure published, so none is added");
  assertEquals([figure?.assumed, figure?.given], [true, false]);
});

Deno.test("a figure of version 0.1.0 gets the key of its publication, also within a sentence", () => {
  const url = "https://arxiv.org/abs/1910.09700";
  const title = "Quantifying the Carbon Emissions of Machine Learning";
  const sources = [title, `assumed: no place is given (${title})`, "no title"]
    .map((source) => old({ what: "grid carbon intensity", source, url }));
  assertEquals(
    withKeys({ sources }).sources?.map(({ publication }) => publication),
    ["lacoste-2019", "lacoste-2019", undefined],
  );
});

Deno.test("a figure that has its keys stays as it is", () => {
  const [figure] = withKeys({ sources: [old({ what: "offset" })] }).sources ??
    [];
  const reworded = { ...figure!, what: "in other words" };
  assertEquals(withKeys({ sources: [reworded] }).sources, [reworded]);
});
