import { PUBLICATIONS } from "../catalog/sources.ts";
import type { SourcedFigure } from "../catalog/sourced_figure.ts";
import type { Place } from "./place/site.ts";

/** What the figures of a result count, and what they leave out. */
export interface Boundary {
  /**
   * Scope of the emissions by the GHG Protocol: 2 for electricity that is bought for an own machine,
   * 3 for the machines of a provider.
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

/** Boundaries by figure of the grid, and by what else they depend on. */
const KNOWN = new WeakMap<SourcedFigure, Map<string, Boundary>>();

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
  let known = KNOWN.get(intensity);
  if (known === undefined) KNOWN.set(intensity, known = new Map());
  // Sweeps have thousands of jobs on few grids and of few kinds.
  let key = place.provider === undefined ? "2" : "3";
  for (const { component } of components) key += component.charAt(0);
  let boundary = known.get(key);
  if (boundary === undefined) {
    known.set(key, boundary = newBoundary(place, intensity, components));
  }
  return boundary;
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
