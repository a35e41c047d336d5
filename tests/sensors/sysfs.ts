/** The files of a RAPL domain, as the kernel has them. */
export function zone(
  folder: string,
  name: string,
  energyUj = 0,
  rangeUj = 262_143_328_850,
): Record<string, string> {
  const path = `/sys/class/powercap/${folder}`;
  return {
    [`${path}/name`]: `${name}\n`,
    [`${path}/energy_uj`]: `${energyUj}\n`,
    [`${path}/max_energy_range_uj`]: `${rangeUj}\n`,
  };
}

/** The file of a domain's counter. */
export function energyFile(folder: string): string {
  return `/sys/class/powercap/${folder}/energy_uj`;
}

/** The files of a chip of the hardware monitoring. */
export function chip(
  number: number,
  driver: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Record<string, string | Uint8Array> {
  const folder = `/sys/class/hwmon/hwmon${number}`;
  const entries = Object.entries({ name: `${driver}\n`, ...files });
  return Object.fromEntries(entries.map(([k, v]) => [`${folder}/${k}`, v]));
}

/** `/proc/stat` with so much user time, in CPU seconds. */
export function procStat(busyS: number): string {
  // user nice system idle iowait irq softirq steal guest guest_nice, in hundredths
  return `cpu  ${
    Math.round(busyS * 100)
  } 0 0 500000 900 0 0 70 0 0\ncpu0 1 2\n`;
}

/** `/proc/<pid>/stat`, times in hundredths of a second. */
export function processStat(
  parent: number,
  [user = 0, system = 0, childUser = 0, childSystem = 0]: readonly number[],
  name = "python3",
  [group = 0, session = 0, begunTicks = 0]: readonly number[] = [],
): string {
  const zeros = "0 0 0 0 0 0 0";
  const times = `${user} ${system} ${childUser} ${childSystem}`;
  return `1 (${name}) S ${parent} ${group} ${session} ${zeros} ${times} 20 0 1 0 ${begunTicks}\n`;
}

/** `/proc/cpuinfo` of so many threads. */
export function cpuinfo(
  name: string,
  threads: number,
  options: { sockets?: number; virtual?: boolean } = {},
): string {
  const { sockets = 1, virtual = false } = options;
  return Array.from({ length: threads }, (_, i) =>
    [
      `processor\t: ${i}`,
      `model name\t: ${name}`,
      `physical id\t: ${i % sockets}`,
      `flags\t\t: fpu sse2${virtual ? " hypervisor" : ""}`,
    ].join("\n")).join("\n\n");
}

/** `/proc/meminfo` with so much in use, in kB. */
export function meminfo(usedKb: number): string {
  const total = 32_000_000;
  return `MemTotal:       ${total} kB\nMemFree:  1 kB\nMemAvailable:   ${
    total - usedKb
  } kB\n`;
}

/** A power monitor whose rails have a label, a voltage in mV and a current in mA. */
export function ina3221(
  number: number,
  rails: readonly (readonly [label: string, mV: number, mA: number])[],
): Record<string, string | Uint8Array> {
  const files: Record<string, string> = {};
  for (const [i, [label, mV, mA]] of rails.entries()) {
    files[`in${i + 1}_label`] = `${label}\n`;
    files[`in${i + 1}_input`] = `${mV}\n`;
    files[`curr${i + 1}_input`] = `${mA}\n`;
  }
  return chip(number, "ina3221", files);
}

/** A card of AMD at an address on the bus, with its power in W. */
export function amdCard(
  number: number,
  address: string,
  product: string,
  watts: number,
): Record<string, string | Uint8Array> {
  return chip(number, "amdgpu", {
    [`device/drm/card${number}/dev`]: "226:1\n",
    "device/product_name": `${product}\n`,
    "device/unique_id": `deadbeef0000000${number}\n`,
    "device/uevent": `DRIVER=amdgpu\nPCI_SLOT_NAME=${address}\n`,
    power1_average: `${watts * 1e6}\n`,
  });
}
