import { PUBLICATIONS } from "../catalog/sources.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Place } from "./place/site.ts";

/** What the figures of a result count, and what they leave out. */
export interface Boundary {
  /**
   * Scope of the emissions by the GHG Protocol: 2 for electricity that is bought for an own
   * machine, 3 for the machines of a provider.
   */
  readonly scope: 2 | 3;
  /** How the source of the carbon intensity turns gases into CO2e: horizon and IPCC edition. */
  readonly gwp: string;
  /** Whether the carbon intensity holds losses in the grid. */
  readonly gridLosses: string;
  /** What uses energy and is not counted. */
  readonly notCounted: readonly string[];
}

/** What is said of what the source of a carbon intensity does not state. */
export const NOT_STATED = "not stated by the source";
const OWN = "as in the figure that the user gives";

/** Parts of a machine that are named if a result has none of them. */
const PARTS = [
  ["cpu", "host processor"],
  ["memory", "memory"],
] as const;

/** A part whose energy is counted. */
interface Counted {
  readonly component: string;
}

/** What no result counts. */
const NEVER = ["disks", "network", "fans", "losses of the power supply"];

/** What the components say about a boundary: each of these parts is counted, or not. */
const BITS: Readonly<Record<string, number>> = {
  cpu: 1,
  memory: 2,
  machine: 4,
};
const OF_PROVIDER = 8;

/** The boundaries of each source of a grid's figure, by their bits. */
const KNOWN = new Map<string, Boundary[]>();

/**
 * Says what the figures of a result count.
 * @param place Where it runs
 * @param intensity The figure of the grid
 * @param components The parts whose energy is counted
 */
export function boundaryOf(
  place: Place,
  intensity: SourcedFigure,
  components: readonly Counted[],
): Boundary {
  // Sweeps have thousands of jobs on few grids and of few kinds.
  const source = intensity.publication ?? (intensity.given ? OWN : NOT_STATED);
  let known = KNOWN.get(source);
  if (known === undefined) KNOWN.set(source, known = []);
  let bits = place.provider === undefined ? 0 : OF_PROVIDER;
  for (const { component } of components) bits |= BITS[component] ?? 0;
  return known[bits] ??= newBoundary(place, intensity, components);
}

function newBoundary(
  { provider }: Place,
  { publication, given }: SourcedFigure,
  components: readonly Counted[],
): Boundary {
  const source = publication === undefined
    ? undefined
    : PUBLICATIONS.get(publication);
  const unknown = given ? OWN : NOT_STATED;
  return Object.freeze({
    scope: provider === undefined ? 2 : 3,
    gwp: source?.gwp ?? unknown,
    gridLosses: source?.gridLosses ?? unknown,
    notCounted: Object.freeze(leftOut(components)),
  });
}

function leftOut(components: readonly Counted[]): string[] {
  const has = (part: string) =>
    components.some(({ component }) => component === part);
  if (has("machine")) return ["what the measurement did not see"];
  return [
    ...PARTS.filter(([part]) => !has(part)).map(([, name]) => name),
    ...NEVER,
  ];
}
