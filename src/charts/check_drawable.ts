import { shown } from "../input.ts";

/**
 * Checks that a chart is given what it draws.
 * @param subject What was given
 * @param field A field that only the right thing has
 * @param wanted The right thing, in words
 * @throws {TypeError} If the field is missing
 */
export function checkDrawable(
  subject: unknown,
  field: PropertyKey,
  wanted: string,
): void {
  if (typeof subject === "object" && subject !== null && field in subject) {
    return;
  }
  throw new TypeError(
    `Cannot draw the chart as it must be given ${wanted}: current value is ${
      shown(subject)
    }`,
  );
}
