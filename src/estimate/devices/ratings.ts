import { cpuCurve } from "../../catalog/power_models.ts";
import { spread } from "../../catalog/spreads.ts";
import type { LogNormal } from "../../model/interval.ts";
import type { RatingBounds } from "./variants.ts";

/** A power that is not published is no better known than a vCPU's. */
export const UNPUBLISHED: LogNormal = spread("vcpu-model");

/**
 * The share of its rated power that a device draws when idle, where no figure is published.
 * @param component Which part of the machine it is
 */
export function usualIdle(component: string): number {
  return component === "cpu"
    ? cpuCurve()[0]?.share ?? 0
    : spread("accelerator-idle").medianFactor;
}

/** How far a published power may be off as a rating. */
export interface RatingKind {
  /** How far it may be off. */
  readonly factor: LogNormal;
  /** What the rating may be instead, if a limit was published. */
  readonly bounds?: RatingBounds;
}

/**
 * What is known of a published power: few sources publish a design power that all agree on.
 * @param basis What the power means, in the words of the tables
 */
export function kindOfRating(basis: string): RatingKind {
  if (/^measured/.test(basis)) return { factor: spread("sensor-unstated") };
  const factor = spread("accelerator-rating");
  if (!/maximum|peak|supply|max$|top of the range/.test(basis)) {
    return { factor };
  }
  const least = spread("accelerator-limit").medianFactor ** 2;
  return { factor, bounds: { least, most: 1 } };
}

/** Processors of desktops and laptops, of Intel since the eighth generation. */
const CLIENT =
  /\bCore (?:Ultra|\d|i\d-(?:[89]\d{3}|1\d{3,4}))|\bRyzen(?! Threadripper)/;

/**
 * What the rated power of a processor may be instead. Those of desktops and laptops draw more than
 * it for as long as they are cool enough; servers keep to it.
 * @param name Its name in the catalogue
 */
export function boundsOfCpu(name: string): Pick<RatingKind, "bounds"> {
  return CLIENT.test(name)
    ? { bounds: { least: 1, most: spread("cpu-turbo").medianFactor } }
    : {};
}
