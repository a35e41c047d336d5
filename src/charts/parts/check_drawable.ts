import { shown } from "../../input.ts";

/**
 * Checks that a chart is given what it can draw.
 * @param given What was given
 * @param field A field that only drawable things have
 * @param wanted What can be drawn, in words
 * @throws {TypeError} If the field is missing
 */
export function checkDrawable(
  given: unknown,
  field: PropertyKey,
  wanted: string,
): void {
  if (typeof given === "object" && given !== null && field in given) {
    return;
  }
  throw new TypeError(
    `Cannot draw the chart as it must be given ${wanted}: current value is ${
      shown(given)
    }`,
  );
}
