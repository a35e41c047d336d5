/**
 * Desktops, laptops and servers by their processors.
 * @module
 */

import type { FakeOptions } from "../fake_machine.ts";
import {
  besides,
  busy,
  type Machine,
  MEMINFO,
  MEMORY,
  modelled,
  rapl,
  S,
  twoSockets,
  XEON,
} from "./machine.ts";
import { chip, ina3221, zone } from "../sysfs.ts";

const RYZEN = "AMD Ryzen 7 5800X 8-Core Processor"; // 16 threads, 105 W

/** Each with what it uses in a minute. */
export const PROCESSORS: Readonly<Record<string, Machine>> = {
  "a desktop with a card: 300 W by its counter, 90 W by RAPL, 10 GB": besides({
    files: (t) => rapl("0:0", "core", 50, t),
    cards: [["NVIDIA GeForce RTX 4090", 300]],
    used: { "nvml:0": ["nvml", 300 * S] },
  }),
  "a laptop on its battery: a package of 90 W, and not what is within or around it":
    besides({
      files: (t) => ({
        ...rapl("0:0", "core", 9, t),
        ...rapl("0:1", "uncore", 2, t),
        ...rapl("1", "psys", 110, t),
        ...zone("intel-rapl-mmio:0", "package-0", 90e6 * t),
        "/sys/class/power_supply/BAT0/power_now": "115000000\n",
      }),
    }),
  "a laptop with an APU: its gauge shows what RAPL counts": besides({
    files: () =>
      chip(4, "amdgpu", {
        "device/gpu_metrics": new Uint8Array([120, 0, 2, 2]),
        power1_input: "89000000\n",
      }),
  }),
  "a Mac: 6 × 4.5 W and 6 × 0.5 W of an M3 Pro at half load, without its graphics":
    {
      fake: mac("Apple M3 Pro", 12, 0.5),
      used: {
        "cpu-model": ["vcpu-model", 30 * 0.75 * S],
        "memory-model": MEMORY,
      },
      without: ["accelerator GPU of the Apple M3 Pro"],
    },
  "another board with such a monitor: what its rails feed is not known":
    besides({
      files: () => ina3221(1, [["CH1", 5000, 2000]]),
    }),
  "a Threadripper 1950X: both dies show the 90 W of the package": dies(90, 90),
  "an EPYC 7551P: all four dies show the 90 W of the package": dies(
    90,
    90,
    90,
    90,
  ),
  "a Xeon 9242: two dies with counters of their own, which began alike": dies(
    90,
    80,
  ),
  "two sockets of which one cannot be read": {
    files: twoSockets,
    closed: /intel-rapl:1.*energy_uj$/,
    used: {
      "rapl:package-0": ["rapl-package", 120 * S],
      "rapl:package-0:dram": ["rapl-dram", 20 * S],
    },
    without: ["cpu package-1", "memory memory of package-1"],
  },
  "two sockets of which none can be read: 2 × 145 W at half load": modelled(
    "cpu-curve",
    2 * 145 * 0.75,
    busy(XEON, 88, 0.5, { sockets: 2 }),
    { files: twoSockets, closed: /energy_uj$/ },
  ),
  "a machine that sleeps for an hour: its models count the minute that it was awake":
    modelled(
      "cpu-curve",
      105 * 0.75,
      (t) => busy(RYZEN, 16, 0.5)(Math.min(t, 30) + Math.max(0, t - 3630)),
      {
        reads: [10, 20, 30, 3630, 3640, 3650, 3660],
        notes: ["cpu-model", "memory-model"],
      },
    ),
  "a machine that nothing reads while its 16 threads are busy": modelled(
    "cpu-curve",
    105 * 1.02 * 10, // for 10 min
    busy(RYZEN, 16, 1),
    {
      reads: [600],
      used: { "memory-model": ["memory-model", 0] },
      notes: ["cpu-model", "memory-model"],
    },
  ),
};

/** What the system of a Mac says; it asks for its memory once a reading, every 10 s. */
function mac(name: string, threads: number, load: number): FakeOptions {
  let busyS = 0;
  return {
    os: "darwin",
    systemCpus: () => ({ name, count: threads, busyS }),
    systemMemory: () => {
      busyS += threads * load * 10;
      return { totalBytes: 18e9, availableBytes: 8e9 };
    },
  };
}

/** A package whose dies have a counter each: those alike show the same one. */
function dies(...watts: readonly number[]): Machine {
  const sumW = [...new Set(watts)].reduce((sum, w) => sum + w, 0);
  return {
    files: (t) => ({
      ...MEMINFO,
      ...Object.assign(
        {},
        ...watts.map((w, die) => rapl(`${die}`, `package-0-die-${die}`, w, t)),
      ),
    }),
    used: {
      "rapl:package-0": ["rapl-package", sumW * S],
      "memory-model": MEMORY,
    },
  };
}
