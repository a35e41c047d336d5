/** Gives the pairs of neighbours, newest first, that are one year apart. */
export function consecutive<T extends { year: number }>(
  values: readonly T[],
): [T, T][] {
  return values.slice(1).map((older, i): [T, T] => [values[i]!, older])
    .filter(([newer, older]) => newer.year === older.year + 1);
}
