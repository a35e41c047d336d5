import type { Asking } from "../../machine/asking.ts";
import type { Machine } from "../../machine/machine.ts";
import { microjoules, MOST_W } from "../parts/energy_used.ts";
import { deviceTextIfAny } from "../parts/probe.ts";

/** Devices draw more than their limit for moments only, and never this many times as much. */
const FACTOR = 4;

/**
 * More than a device can draw.
 * @param limitW What it is limited to or rated at, in W; `undefined` if that is not known
 */
export function mostPowerW(limitW: number | undefined): number {
  return limitW !== undefined && limitW > 0
    ? Math.min(MOST_W, FACTOR * limitW)
    : MOST_W;
}

/**
 * More than a device can draw, by the greatest limit that its driver gives.
 * @param machine Where the files are
 * @param paths Files of limits, in millionths of a watt; those that cannot be read are left out
 */
export function* mostPowerOf(
  machine: Machine,
  paths: readonly string[],
): Asking<number> {
  let limitW = 0;
  for (const path of paths) {
    const text = yield* deviceTextIfAny(machine, path);
    if (/^\d+$/.test(text ?? "")) {
      limitW = Math.max(limitW, microjoules(text!, path));
    }
  }
  return mostPowerW(limitW);
}
