/** A local time with how far it may be ahead of UTC; `null` where there is no time. */
export interface MomentSql {
  /** The local time, in s since 1970 as if it were UTC. */
  readonly local: string;
  /** The offset that the text itself names, in s. */
  readonly offset: string;
}

/**
 * Reads a time: ISO 8601 with or without an offset, or seconds since 1970. Anything else, such as
 * `None` or `Unknown`, is none.
 * @param text An expression of text
 */
export function momentSql(text: string): MomentSql {
  const day = `replace(substr(${text}, 1, 19), 'T', ' ')`;
  const sign = `substr(${text}, 20)`;
  return {
    local: `coalesce(epoch(try_cast(case when ${text} like '____-__-__%'
      then ${day} end as timestamp)),
      case when ${text} not like '____-__-__%' then try_cast(${text} as double) end)`,
    offset: `case when ${text} not like '____-__-__%' then 0.0
      when length(${text}) <= 19 then null
      when ${sign} like '%Z' then 0.0
      when regexp_matches(${sign}, '[+-]\\d\\d:?\\d\\d$') then (
        60.0 * try_cast(substr(regexp_extract(${sign}, '\\d\\d:?\\d\\d$'), 1, 2) as double)
        + try_cast(right(${sign}, 2) as double)) * 60.0
        * case when regexp_matches(${sign}, '-\\d\\d:?\\d\\d$') then -1.0 else 1.0 end
      end`,
  };
}

/** A length of time, in s: `3600`, `[D-]HH:MM:SS` or `MM:SS.mmm`. */
export function durationSql(text: string): string {
  const clock = `string_split(regexp_replace(${text}, '^\\d+-', ''), ':')`;
  return `case when ${text} like '%:%' then
    coalesce(try_cast(regexp_extract(${text}, '^(\\d+)-', 1) as double), 0.0) * 86400.0
    + case when len(${clock}) = 3 then try_cast(${clock}[1] as double) * 3600.0
        + try_cast(${clock}[2] as double) * 60.0 + try_cast(${clock}[3] as double)
      else try_cast(${clock}[1] as double) * 60.0 + try_cast(${clock}[2] as double) end
    else try_cast(${text} as double) end`;
}

/**
 * The moment of a start. A local time that clocks show twice is that from which the job reaches its
 * end; where both do, it is the first.
 * @param start With `local`, `offset` of the row `t`, and the clock's row `c`
 */
export const START = `case
  when t.start_offset is not null then t.start_local - t.start_offset
  when c.first_s = c.second_s or t.end_local is null or t.elapsed_s is null
    then t.start_local - coalesce(c.first_s, 0.0)
  when least(
      abs(t.end_local - coalesce(t.end_offset, d.first_s) - t.elapsed_s
        - t.start_local + c.second_s),
      abs(t.end_local - coalesce(t.end_offset, d.second_s) - t.elapsed_s
        - t.start_local + c.second_s))
    < least(
      abs(t.end_local - coalesce(t.end_offset, d.first_s) - t.elapsed_s
        - t.start_local + c.first_s),
      abs(t.end_local - coalesce(t.end_offset, d.second_s) - t.elapsed_s
        - t.start_local + c.first_s))
    then t.start_local - c.second_s
  else t.start_local - c.first_s end`;

/** The joins that give the clock of the start and of the end. */
export const CLOCK_JOINS =
  `asof left join clock c on coalesce(t.start_local, 0.0) >= c.from_s
  asof left join clock d on coalesce(t.end_local, 0.0) >= d.from_s`;
