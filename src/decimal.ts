/**
 * Writes a number out in decimals, rounded half away from zero, as `Intl.NumberFormat` does. That
 * one needs the tables of all languages, and Deno takes 25 ms to load them at its first use.
 * @param value A finite number
 * @param digits The greatest number of significant digits, from 1 to 15
 * @param separator Stands between thousands. @default ","
 */
export function decimal(
  value: number,
  digits: number,
  separator: string = ",",
): string {
  if (!Number.isFinite(value)) return String(value);
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  const { figures, carried } = rounded(`${mantissa}`.replace(".", ""), digits);
  const wholeDigits = Number(exponent) + 1 + carried;
  const whole = figures.slice(0, Math.max(0, wholeDigits))
    .padEnd(wholeDigits, "0") || "0";
  const fraction = figures.slice(Math.max(0, wholeDigits))
    .padStart(figures.length - wholeDigits, "0");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, separator) +
    (fraction === "" ? "" : `.${fraction}`);
}

/** The first figures without zeros at their end, and whether rounding added one in front. */
function rounded(all: string, digits: number) {
  const kept = all.slice(0, digits);
  const isUp = Number(all[digits] ?? 0) >= 5;
  const figures = isUp ? String(Number(kept) + 1) : kept;
  return {
    figures: figures.replace(/0+$/, ""),
    carried: figures.length - kept.length,
  };
}
