import { accelerators } from "../../catalog/accelerators.ts";
import type { Asking } from "../../machine/asking.ts";
import { type Machine, tried } from "../../machine/machine.ts";
import { deviceTextIfAny } from "../parts/probe.ts";

/** The folder of the kernel's hardware monitoring. */
export const HWMON = "/sys/class/hwmon";

/** The command that opens its files of root. */
export const HWMON_GRANT: string =
  `sudo chmod a+r ${HWMON}/*/energy*_input (until the next start of the machine)`;

/** A chip of the kernel's hardware monitoring. */
export interface Chip {
  readonly machine: Machine;
  readonly folder: string;
  readonly driver: string;
}

/** Names in a folder of the chip; none if it cannot be read. */
export function namesOf({ machine }: Chip, folder: string): readonly string[] {
  return tried(() => machine.readDir(folder)) ?? [];
}

/** `card0`, or else the chip's own name. */
export function cardOf(chip: Chip): string {
  return namesOf(chip, `${chip.folder}/device/drm`).find((name) =>
    /^card\d+$/.test(name)
  ) ?? chip.folder.slice(HWMON.length + 1);
}

/** What the maker calls the card; empty if it is not known. */
export function* productOf({ machine, folder }: Chip): Asking<string> {
  const path = `${folder}/device/product_name`;
  return (yield* deviceTextIfAny(machine, path)) ?? "";
}

/** The name of a card in the catalogue, or as its maker or the kernel calls it. */
export function cardName(product: string, fallback: string): string {
  return accelerators.find(product)?.name ?? (product || fallback);
}
