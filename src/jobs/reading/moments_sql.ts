import type { Dialect } from "../engines/engine.ts";

/** A local time with how far it may be ahead of UTC; `null` where there is no time. */
export interface MomentSql {
  /** The local time, in s since 1970 as if it were UTC. */
  readonly local: string;
  /** The offset that the text itself names, in s. */
  readonly offset: string;
}

/** What stands for no time. */
const NO_TIME = "('', 'none', 'unknown', 'n/a', 'na', 'null', 'nan', 'nat')";

/**
 * Reads a time: ISO 8601 with or without an offset, or seconds since 1970. `None` and `Unknown` are
 * none, and what cannot be read is of 1970, when no cluster ran.
 * @param text An expression of text
 */
export function momentSql(text: string): MomentSql {
  const seconds = `substr(${text}, 17, 1) = ':'`;
  return {
    local: `case when ${text} like '____-__-__%' then coalesce(epoch(try_cast(
        substr(${text}, 1, case when ${seconds} then 19 else 16 end) as timestamp)), 0.0)
      when lower(${text}) in ${NO_TIME} then null
      else coalesce(${epochSql(`try_cast(${text} as double)`)}, 0.0) end`,
    offset:
      `case when ${text} not like '____-__-__%' or ${text} like '%Z' then 0.0
      when length(${text}) in (10, 16, 19) then null
      when regexp_matches(substr(${text}, 17), '^[:.,\\d]*[+-]\\d\\d:?\\d\\d$') then (
        60.0 * try_cast(substr(right(replace(${text}, ':', ''), 4), 1, 2) as double)
        + try_cast(right(${text}, 2) as double)) * 60.0
        * case when contains(substr(${text}, 17), '-') then -1.0 else 1.0 end
      end`,
  };
}

/** Seconds since 1970 of a number of them, or of ms, µs or ns, which no cluster can have in s. */
export function epochSql(number: string): string {
  return `${number} / case when ${number} > 1e17 then 1e9 when ${number} > 1e14 then 1e6
      when ${number} > 1e11 then 1e3 else 1e0 end`;
}

/** A length of time, in s: `3600`, `[D-]HH:MM:SS` or `MM:SS.mmm`. */
export function durationSql(
  text: string,
  { number }: Pick<Dialect, "number">,
): string {
  const clock =
    `case when contains(${text}, '-') then split_part(${text}, '-', 2) else ${text} end`;
  // From the end, as hours may be left out.
  const part = (place: number) =>
    `try_cast(split_part(${clock}, ':', -${place}) as double)`;
  return `case when contains(${text}, ':') then
      case when contains(${text}, '-')
        then try_cast(split_part(${text}, '-', 1) as double) * 86400.0 else 0.0 end
      + case when ${text} like '%:%:%' then ${part(3)} * 3600.0 else 0.0 end
      + ${part(2)} * 60.0 + ${part(1)}
    else ${number(text)} end`;
}

/** The offset of a local time that comes first, and that when clocks show it again. */
function offsets(local: string, clock: string): readonly [string, string] {
  return [
    `case when ${local} < ${clock}.to_s then ${clock}.before_s else ${clock}.after_s end`,
    `case when ${local} < ${clock}.from_s then ${clock}.before_s else ${clock}.after_s end`,
  ];
}

const [FIRST, SECOND] = offsets("t.start_local", "c");
const [END_FIRST, END_SECOND] = offsets("t.end_local", "d");

/** How far a start with an offset is from the end less the time that the job took. */
function gap(offset: string): string {
  const of = (end: string) =>
    `abs(t.end_local - coalesce(t.end_offset, ${end}) - t.elapsed_s - t.start_local + (${offset}))`;
  return `least(${of(END_FIRST)}, ${of(END_SECOND)})`;
}

/**
 * The moment of a start. A local time that clocks show twice is that from which the job reaches its
 * end; where both do, it is the first. It is of the row `t` with the clocks of its days.
 */
export const START: string = `case
  when t.start_offset is not null then t.start_local - t.start_offset
  when c.from_s is null then t.start_local
  when t.start_local < c.from_s or t.start_local >= c.to_s
    or t.end_local is null or t.elapsed_s is null then t.start_local - (${FIRST})
  when ${gap(SECOND)} < ${gap(FIRST)} then t.start_local - (${SECOND})
  else t.start_local - (${FIRST}) end`;

/** The moment of an end, of the same row. */
export const END: string =
  `t.end_local - coalesce(t.end_offset, ${END_FIRST}, 0.0)`;

/** The joins that give the clock of the start and of the end. */
export const CLOCK_JOINS =
  `left join clock c on c.day = cast(floor(t.start_local / 86400.0) as bigint)
  left join clock d on d.day = cast(floor(t.end_local / 86400.0) as bigint)`;
