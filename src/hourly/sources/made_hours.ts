import type { IntensityHour } from "../hourly_source.ts";
import { MS_PER_HOUR } from "../../units.ts";

const HOURS_PER_DAY = 24;
const HOURS_PER_YEAR = 8766;

/** What a made year is made of. */
export interface MadeQuery {
  /** Another seed makes another weather. */
  readonly seed: number;
  /** About which the hours vary, in gCO2e/kWh. */
  readonly meanGPerKwh: number;
}

/**
 * Hours by a formula, for teaching: most in the evening and less at noon and at night, more in
 * winter and on working days, and a weather of some days. The same hour always has the same value.
 * @param query What they are made of
 * @param start Included
 * @param end Not included
 */
export function madeHours(
  { seed, meanGPerKwh }: MadeQuery,
  start: Date,
  end: Date,
): IntensityHour[] {
  const first = Math.floor(start.getTime() / MS_PER_HOUR);
  const last = Math.ceil(end.getTime() / MS_PER_HOUR);
  return Array.from({ length: last - first }, (_, i) => {
    const hour = first + i;
    return {
      start: new Date(hour * MS_PER_HOUR),
      end: new Date((hour + 1) * MS_PER_HOUR),
      gPerKwh: meanGPerKwh * shareOf(hour, seed),
      kind: "made",
    };
  });
}

/** The intensity of an hour since 1970 over the mean, 0.3 to 1.7. */
function shareOf(hour: number, seed: number): number {
  const wave = (period: number, peak: number) =>
    Math.cos(2 * Math.PI * (hour - peak) / period);
  // 1970 began on a Thursday, so that the hours 48 to 95 were its first weekend.
  const week = hour % (7 * HOURS_PER_DAY);
  const isWeekend = week >= 48 && week < 96;
  return 1 + 0.1 * wave(HOURS_PER_DAY, 19) + 0.13 * wave(12, 7.5) +
    0.12 * wave(HOURS_PER_YEAR, 360) + (isWeekend ? -0.05 : 0.02) +
    0.25 * weather(hour / 30, seed);
}

/** A smooth random course, -1 to 1. */
function weather(at: number, seed: number): number {
  const before = Math.floor(at);
  const part = at - before;
  const ease = part * part * (3 - 2 * part);
  return noise(before, seed) * (1 - ease) + noise(before + 1, seed) * ease;
}

/** A random number of a whole one, -1 to 1: a few rounds of mixing its bits. */
function noise(whole: number, seed: number): number {
  let bits = Math.imul(whole ^ Math.imul(seed + 1, 0x9E3779B1), 0x85EBCA6B);
  bits = Math.imul(bits ^ (bits >>> 15), 0xC2B2AE35);
  bits ^= bits >>> 13;
  return (bits >>> 0) / 2 ** 31 - 1;
}
