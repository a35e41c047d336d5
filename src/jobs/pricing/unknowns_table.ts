import type { SourcedFigure } from "../../catalog/sourced_figure.ts";
import { spread } from "../../catalog/spreads.ts";
import { waterOf } from "../../estimate/water.ts";
import type { LogNormal } from "../../model/interval.ts";
import { W_PER_KW } from "../../units.ts";
import type { SmallTable } from "../engines/engine.ts";
import {
  memoryPart,
  type RatedJobs,
  type RatedPart,
} from "./hardware_table.ts";
import type { JobKind } from "./job_kind.ts";
import type { JobSite } from "./sites.ts";
import { KINDS, type Part, SLOTS } from "./statement.ts";
import { tableOf } from "./tables.ts";

/**
 * The small table of what is not known exactly of each part of each hardware.
 * @param kinds The hardware of a log
 * @param sites The sites by their numbers
 */
export function unknownsTable(
  kinds: readonly JobKind[],
  sites: readonly JobSite[],
): SmallTable {
  const numbers = new Map<string, number>();
  const factorOf = (
    kind: keyof typeof KINDS,
    unknown: string,
    { medianFactor, sigma }: LogNormal,
  ) => {
    const key = `${kind} ${unknown}`;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return {
      kind: KINDS[kind],
      unknown: number,
      mean: medianFactor * Math.exp(sigma ** 2 / 2),
      spread: Math.expm1(sigma ** 2),
    };
  };
  const rows = kinds.flatMap(({ id, rated, site: number }) => {
    const site = number === undefined ? undefined : sites[number];
    if (site === undefined) return [];
    const { carbonIntensity, pue } = site;
    const energies = partsOf(rated).flatMap(
      ({ part, watts, unknown, factor }) => {
        const common = {
          ...EMPTY,
          id,
          slot: SLOTS[part],
          is_known: part === "known" ? 1 : 0,
          kw: watts * pue.figure.value / W_PER_KW,
          measured: part === "known" ? rated.measured : 0,
        };
        // Each job has one of these.
        const counts = Number(part === "memory" || part === "known");
        const energy = {
          ...common,
          ...factorOf("energy", unknown, factor),
          ...waterPerKwh(site),
          counts,
          lacks_embodied: rated.made.length === 0 ? counts : 0,
        };
        // All jobs of a log in one place share what is unknown about it.
        return sites.length === 1 ? [energy] : [
          energy,
          {
            ...common,
            ...factorOf(
              "carbonIntensity",
              identityOf(carbonIntensity.figure),
              carbonIntensity.spread,
            ),
          },
          {
            ...common,
            ...factorOf("pue", identityOf(pue.figure), pue.spread),
          },
        ];
      },
    );
    const made = rated.made.flatMap(({ part, kgPerHour, figure, factor }) =>
      [0, 1].map((isKnown) => ({
        ...EMPTY,
        ...factorOf("embodied", identityOf(figure), factor),
        id,
        slot: SLOTS[part],
        is_known: isKnown,
        kw: kgPerHour,
      }))
    );
    return [...energies, ...made];
  });
  return tableOf("unknowns", rows);
}

/** What only some rows have. */
const EMPTY = {
  measured: 0,
  counts: 0,
  lacks_embodied: 0,
  water: 0,
  water_low: 0,
  water_high: 0,
};

/** Water of a kWh of the facility. */
function waterPerKwh(site: JobSite) {
  const { waterL, waterRangeL: [low, high] } = waterOf(
    1 / site.pue.figure.value,
    site,
  );
  return { water: waterL, water_low: low, water_high: high };
}

interface UnknownPart extends RatedPart {
  readonly part: Part;
}

function partsOf({ gpu, cpu }: RatedJobs): readonly UnknownPart[] {
  return [
    ...(gpu === undefined ? [] : [{ part: "gpu", ...gpu } as const]),
    ...(cpu === undefined ? [] : [{ part: "cpu", ...cpu } as const]),
    // The statement computes the power of memory and of known energy itself.
    { part: "memory", ...memoryPart(), watts: 1 },
    {
      part: "known",
      watts: 1,
      unknown: "known energy",
      factor: spread("sensor-unstated"),
    },
  ];
}

function identityOf({ what, value, source }: SourcedFigure): string {
  return JSON.stringify([what, value, source]);
}
