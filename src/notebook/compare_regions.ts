import { atEdge } from "./session/edge.ts";
import {
  priceEverywhere,
  type RegionComparison,
  type RegionOptions,
} from "../estimate/comparing/compare_regions.ts";
import type { Job } from "../estimate/job.ts";
import type { Footprint } from "../estimate/result.ts";
import { hasFootprint } from "../estimate/has_footprint.ts";
import { withDefaults } from "./session/configure.ts";
import { frozen } from "../frozen.ts";
import { cardDisplay, displayed } from "./session/display.ts";

const DISPLAY = cardDisplay<RegionComparison>((drawing, value) =>
  drawing.regionsCard(value)
);

/**
 * The same work everywhere: what a job or a run would emit in other regions and countries, the
 * cleanest first. In a notebook the result shows itself as a chart.
 *
 * A region of a provider has its own PUE; a country keeps that of the job's own place. A PUE that
 * the user gives is used everywhere.
 *
 * @param subject A job as for {@linkcode estimate}, which needs no place; or an estimate or a run
 * @param options Which places, of which tables; see {@linkcode RegionOptions}
 * @throws {TypeError} If the job or the options do not fit, or a run has not ended
 * @throws {UnknownNameError} If a name is not in the catalogue; with the nearest ones
 *
 * @example Iowa against Quebec in the tables of 2019
 * ```ts
 * import assert from "node:assert/strict";
 * import { compareRegions } from "@carboncell/carboncell";
 *
 * const job = { hardware: "T4", hours: 10, provider: "azure", region: "canadaeast" };
 * const { rows } = compareRegions(job, { dataset: "lacoste-2019" });
 * const iowa = rows.find((row) => row.region === "centralus");
 * assert.equal(iowa?.ratio?.toFixed(1), "36.8"); // 736.6 / 20 g
 * ```
 */
export function compareRegions(
  subject: Job | Footprint,
  options: RegionOptions = {},
): RegionComparison {
  return atEdge(() => {
    const known = hasFootprint<Footprint>(subject, "compare regions");
    const comparison = priceEverywhere(
      known ? subject : withDefaults(subject),
      options,
    );
    for (const part of Object.values(comparison)) frozen(part);
    return displayed(comparison, DISPLAY);
  });
}
