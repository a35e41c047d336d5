import { type Accelerator, accelerators } from "../../catalog/accelerators.ts";
import { deviceForm } from "../../catalog/device_form.ts";

/** What a rating may be instead of the figure that is used for it, as shares of that figure. */
export interface RatingBounds {
  /** The least. */
  readonly least: number;
  /** The most. */
  readonly most: number;
}

/** What tells variants of one device apart: its form, and its memory. */
const FORM = /^(?:sxm\d?|pcie|nvl|hgx|oam|nvlink|\d+gb?)$/;

/** Words before a device's name. */
const LINES = new Set(["tesla", "nvidia", "amd", "gpu", "instinct"]);

/**
 * Finds the variants of a device that a name leaves open, if their powers differ.
 * @param name As the user wrote it
 * @param chosen The device that was chosen for it
 * @returns `undefined` if the name says which one it is
 */
export function variantsOf(
  name: string,
  chosen: Accelerator,
): RatingBounds | undefined {
  if (deviceForm(name) === deviceForm(chosen.name)) return undefined;
  const words = wordsOf(name);
  const given = new Set(words);
  // Few names have the first word, and taking all of them apart would slow a first estimate.
  const [first = ""] = words;
  const watts = accelerators.list()
    .filter((device) => device.name.toLowerCase().includes(first))
    .filter((device) => isVariant(new Set(wordsOf(device.name)), given))
    .flatMap(({ power: [figure] }) => figure?.watts ?? []);
  const used = chosen.power[0]?.watts;
  const [least, most] = [Math.min(...watts), Math.max(...watts)];
  if (used === undefined || watts.length < 2 || least === most) {
    return undefined;
  }
  return { least: least / used, most: most / used };
}

function isVariant(
  words: ReadonlySet<string>,
  given: ReadonlySet<string>,
): boolean {
  return given.isSubsetOf(words) &&
    [...words.difference(given)].every((word) => FORM.test(word));
}

function wordsOf(name: string): readonly string[] {
  // A-100 is A100.
  return name.toLowerCase().replace(/\b([a-z])[- ](?=\d{2,4}\b)/g, "$1")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !LINES.has(word));
}
