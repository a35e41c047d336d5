import { assert, assertEquals } from "@std/assert";
import published from "../../data/published.json" with { type: "json" };
import { catalog, estimate } from "../../mod.ts";

interface Published {
  readonly id: string;
  readonly basis: string;
  readonly hardware?: string;
  readonly count?: number;
  readonly hours?: number;
  readonly watts?: number;
  readonly pue?: number;
  readonly carbonIntensity?: number;
  readonly emissionsKg?: number;
}

const ROWS = published as readonly Published[];

/** What tells two rows of one training apart, or models that were trained together. */
const WITHIN_A_TRAINING =
  /-(?:gross|net|dynamic|dynamic-pue|realistic|conservative|[139][0-9]?b|(?:11|90)b-vision|first)$/;

/** One row of each training that names its hardware and hours; no exercise, no run of a tool. */
function trainings(): Published[] {
  const named = ROWS.filter(({ id, basis, hardware, hours }) =>
    hours !== undefined && hardware !== undefined &&
    catalog.accelerators.find(hardware) !== undefined &&
    basis !== "reference-run" && !id.startsWith("ex-")
  );
  return [
    ...Map.groupBy(named, ({ id }) => id.replace(WITHIN_A_TRAINING, ""))
      .values(),
  ].map(([first]) => first as Published);
}

Deno.test("estimates by the name of the hardware alone hold the published emissions", () => {
  const tried = trainings();
  const missed = tried.filter((row) => {
    const { emissionsRangeKg: [low, high] } = estimate({
      hardware: row.hardware as string,
      count: row.count ?? 1,
      hours: row.hours as number,
      pue: row.pue ?? 1,
      carbonIntensity: row.carbonIntensity as number,
    });
    const printed = row.emissionsKg as number;
    return printed < low || high < printed;
  }).map(({ id }) => id);
  // T5 drew 310 W for each TPU v3 with its host; the chip alone was measured at 262 W at most.
  assertEquals(missed, ["patterson-t5"]);
  // The README says how many.
  assertEquals(tried.length, 25);
  assert((tried.length - missed.length) / tried.length >= 0.85);
});

Deno.test("the page on the numbers says what each published result tests", () => {
  const withoutHours = ROWS.filter(({ watts, hours }) =>
    watts === undefined || hours === undefined
  );
  const solved = ROWS.filter(({ basis }) => basis === "cross-row");
  const runs = ROWS.filter(({ basis }) => basis === "reference-run");
  assertEquals([withoutHours.length, solved.length, runs.length], [13, 6, 3]);
  const page = Deno.readTextFileSync(
    new URL("../../docs/numbers.md", import.meta.url),
  ).replace(/\s+/g, " ");
  for (
    const claim of [
      "24 of 25 trainings",
      "13 of them give energy without hours",
      "6 are solved from a sibling row",
      "3 are runs of other tools",
      "25 of the 28 measured cases",
    ]
  ) assert(page.includes(claim), claim);
});
