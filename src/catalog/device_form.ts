import { comparable } from "../nearest.ts";

/** Trademarks, makers and words that drivers add; none of them tells two devices apart. */
const ADDED =
  /\((?:R|TM|C)\)|[®™]|\b(?:nvidia|geforce|amd|intel|apple|google|huawei|qualcomm|gpu|graphics|card|tensor core|with|design|generation)\b/gi;

/** `RTX 3060 Mobile` and `RTX 3060M` are `RTX 3060 Laptop`. */
const MOBILE = /\b(?:((?:RTX|GTX) ?\d{4}(?: ?Ti)?)M|mobile)\b/gi;

/**
 * A name without the words that do not tell it from another.
 * @param name A name
 */
export function plainDevice(name: string): string {
  return name.replace(ADDED, " ").replace(MOBILE, "$1 laptop").trim();
}

/**
 * The form in which names of devices are compared: `NVIDIA GeForce RTX 3060 Laptop GPU` and
 * `RTX 3060 Mobile` are one.
 * @param name A name
 * @returns Letters and digits; empty if the name has only such words
 */
export function deviceForm(name: string): string {
  return comparable(plainDevice(name));
}
