import { type Machine, tried } from "../../machine/machine.ts";

/** What kind of machine it is, as far as its firmware says. */
export type MachineClass = "laptop" | "desktop" | "server";

/**
 * The classes of cases in the firmware.
 * @see https://www.dmtf.org/standards/smbios System Enclosure, 7.4.1
 */
const CASES: Readonly<Record<MachineClass, readonly number[]>> = {
  desktop: [3, 4, 5, 6, 7, 13, 15, 16, 24, 34, 35, 36],
  laptop: [8, 9, 10, 14, 30, 31, 32],
  server: [17, 22, 23, 25, 28, 29],
};

/** Families of processors that are sold for servers alone. */
const SERVERS =
  /Xeon|EPYC|Opteron|Graviton|Axion|Cobalt|Yitian|Altra|Grace|Neoverse|Kunpeng/i;

/** Endings and families of processors that are sold for laptops. */
const LAPTOPS = /\d(?:U|H|HK|HQ|HS|HX|P|M|Y|V)\b|G[1-7]\b|Snapdragon|^Apple M/i;

/** Whether a processor is sold for servers, whose guests have a share each. */
export function isServerCpu(name: string): boolean {
  return SERVERS.test(name);
}

/**
 * The class of a machine by its case, or else by the name and threads of its processor.
 * @param machine The machine
 * @param name The processor, as the system names it
 * @param count Logical processors
 */
export function machineClass(
  machine: Machine,
  name: string | undefined,
  count: number,
): MachineClass {
  const text = tried(() =>
    machine.readTextFile("/sys/class/dmi/id/chassis_type")
  );
  const known = Object.keys(CASES) as MachineClass[];
  const byCase = known.find((kind) => CASES[kind].includes(Number(text)));
  if (byCase !== undefined) return byCase;
  if (isServerCpu(name ?? "") || count > 64) return "server";
  const mobile = machine.os === "darwin" || LAPTOPS.test(name ?? "");
  return mobile ? "laptop" : "desktop";
}
