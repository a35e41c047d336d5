/**
 * Gives the coefficients that fit best: the least sum of weighted squares, by the normal equations.
 * @param rows For each observation its terms, what was observed, and its weight
 */
export function leastSquares(
  rows: readonly {
    readonly terms: readonly number[];
    readonly value: number;
    readonly weight: number;
  }[],
): number[] {
  const n = rows[0]!.terms.length;
  const system = Array.from({ length: n }, () => new Float64Array(n + 1));
  for (const { terms, value, weight } of rows) {
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        system[i]![j]! += weight * terms[i]! * terms[j]!;
      }
      system[i]![n]! += weight * terms[i]! * value;
    }
  }
  return solved(system);
}

/** Gauss and Jordan's elimination, the largest element of each column first. */
function solved(system: Float64Array[]): number[] {
  const n = system.length;
  for (let column = 0; column < n; column += 1) {
    let best = column;
    for (let row = column + 1; row < n; row += 1) {
      const size = Math.abs(system[row]![column]!);
      if (size > Math.abs(system[best]![column]!)) best = row;
    }
    [system[column], system[best]] = [system[best]!, system[column]!];
    const pivot = system[column]!;
    // A term that no observation has is 0.
    if (pivot[column] === 0) continue;
    for (let row = 0; row < n; row += 1) {
      if (row === column) continue;
      const factor = system[row]![column]! / pivot[column]!;
      for (let k = column; k <= n; k += 1) {
        system[row]![k]! -= factor * pivot[k]!;
      }
    }
  }
  return system.map((row, i) => row[i] === 0 ? 0 : row[n]! / row[i]!);
}
