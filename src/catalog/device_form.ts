import { comparable } from "../nearest.ts";

/** Trademarks, makers and words that drivers add; none of them tells two devices apart. */
const ADDED =
  /\((?:R|TM|C)\)|[®™]|\b(?:nvidia|geforce|amd|intel|apple|google|huawei|qualcomm|gpu|graphics|card|with|design|generation)\b/gi;

/**
 * The form in which names of devices are compared: `NVIDIA GeForce RTX 3060 Laptop GPU` and
 * `RTX 3060 Mobile` are one.
 * @param name A name
 * @returns Letters and digits; empty if the name has only such words
 */
export function deviceForm(name: string): string {
  return comparable(
    name.replace(ADDED, " ").replace(/\bmobile\b/gi, "laptop"),
  );
}
