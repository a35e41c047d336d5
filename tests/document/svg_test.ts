import { assert, assertEquals } from "@std/assert";
import type { ResultDocument } from "../../src/document/document.ts";
import { documentSvg } from "../../src/document/svg.ts";
import type { SourcedFigure } from "../../src/catalog/sourced_figure.ts";
import { rasterOf } from "../../src/canvas/raster.ts";
import { textsOf } from "../charts/drawing.ts";
import { type Node, pageOf } from "../page.ts";

function figure(what: string, assumed: boolean): SourcedFigure {
  return {
    what,
    value: 2,
    unit: "W",
    role: "power",
    publication: undefined,
    given: false,
    source: "somebody",
    url: undefined,
    year: 2024,
    assumed,
  };
}

const AT_REST = figure("power at rest", true);

/** A card of two assumed figures, of which it names the first alone. */
const CARD: ResultDocument = {
  title: "a job",
  headline: "1 kg CO2e",
  subline: "",
  facts: [],
  assumptions: [AT_REST],
  sources: [
    figure("power", false),
    AT_REST,
    figure("power at work", true),
  ],
  footer: "",
};

async function linesOf(card: ResultDocument): Promise<string[]> {
  const page = pageOf(await documentSvg(card));
  return textsOf(page.querySelector("svg") as Node)
    .map((line) => line.replaceAll("\u202F", " "));
}

Deno.test("the picture of a card has each figure with its source once, where it is assumed or below", async () => {
  const lines = await linesOf(CARD);
  assertEquals(lines.filter((line) => line.includes("power")), [
    "Assumed: power at rest 2 W, somebody, figure of 2024",
    "power: 2 W. somebody, figure of 2024",
    "power at work: 2 W. somebody, figure of 2024",
  ]);
});

Deno.test("the picture of a card says how many lines are left out", async () => {
  const sources = Array.from({ length: 43 }, (_, i) => figure(`${i}`, false));
  const lines = await linesOf({ ...CARD, sources });
  assert(lines.includes("and 3 more lines"), lines.join("\n"));
});

Deno.test("the picture of a card has a long headline whole, in as many lines as it needs", async () => {
  const headline = "wide, 256 neurons emits 17.1 × as much as no hidden layer" +
    " (6.4 to 45), MMMM and WWWW";
  const card = { ...CARD, headline };
  const lines = await linesOf(card);
  assert(lines.join(" ").includes(headline), lines.join("\n"));
  const { width, height, pixels } = await rasterOf(
    await documentSvg(card),
    1.5,
  );
  const edge = Array.from({ length: height }, (_, y) => [
    ...pixels.subarray(4 * (width * (y + 1) - 4), 4 * width * (y + 1)),
  ]).flat();
  assert(edge.every((channel) => channel === 255), "nothing is cut there");
});
