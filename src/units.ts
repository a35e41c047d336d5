/**
 * Conversions between units. Each constant stands here once.
 * @module
 */

/** Watts in a kilowatt. */
export const W_PER_KW = 1000;
/** Grams in a kilogram. */
export const G_PER_KG = 1000;
/** Hours in a year of 365 days, as life-cycle studies count them. */
export const HOURS_PER_YEAR = 8760;
/** A whole, in percent. */
export const PERCENT = 100;
/** Joules in a kilowatt-hour. */
export const J_PER_KWH = 3.6e6;
/** Seconds in an hour. */
export const S_PER_HOUR = 3600;
/** Seconds in a day. */
export const S_PER_DAY = 86_400;
/** Milliseconds in a minute. */
export const MS_PER_MINUTE = 60_000;
/** Milliseconds in an hour. */
export const MS_PER_HOUR = 3_600_000;
/** Milliseconds in a day. */
export const MS_PER_DAY = 86_400_000;
