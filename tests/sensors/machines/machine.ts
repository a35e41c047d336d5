/**
 * What a machine of a test is made of. At 0, 10, 50 and 100 % load a processor draws 0.12, 0.32,
 * 0.75 and 1.02 of its TDP (Teads).
 * @module
 */

import type { FakeOptions } from "../fake_machine.ts";
import type { Codes, StubSettings } from "../stub_nvml.ts";
import { cpuinfo, meminfo, procStat, zone } from "../sysfs.ts";

/** Files by their paths. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The kind of error of a sensor, a key of `data/spreads.json`, and its energy in J. */
export type Used = readonly [kind: string, joules: number];

/** A machine, and what is expected. */
export interface Machine {
  /** Its files at a time from 0 to 60 s. */
  readonly files?: (timeS: number) => Files;
  /** NVIDIA's cards and their power in W. */
  readonly cards?: readonly (readonly [name: string, watts: number])[];
  /** How calls of a card fail, or the start of the library. */
  readonly codes?: Codes;
  readonly init?: StubSettings["init"];
  readonly slices?: StubSettings["slices"];
  readonly env?: Readonly<Record<string, string>>;
  readonly closed?: RegExp;
  readonly fake?: FakeOptions;
  /** When it is read, in s. @default every 10 s */
  readonly reads?: readonly number[];
  /** What each sensor counts, by hand. */
  readonly used: Readonly<Record<string, Used>>;
  /** The parts that exist and are not counted. */
  readonly without?: readonly string[];
  /** The sensors that a note is about. */
  readonly notes?: readonly string[];
}

/** A minute, in s. */
export const S = 60;
export const XEON = "Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz"; // 44 threads, 145 W

/** 10 GB in use, at the 0.3725 W/GB of Green Algorithms. */
export const MEMINFO: Files = { "/proc/meminfo": meminfo(10e9 / 1024) };
export const MEMORY: Used = ["memory-model", 10 * 0.3725 * S];

/** A processor of 90 W by RAPL and 10 GB, besides what else there is. */
export function besides(
  { files = () => ({}), used = {}, ...rest }: Partial<Machine>,
): Machine {
  return {
    ...rest,
    files: (t) => ({
      ...MEMINFO,
      ...rapl("0", "package-0", 90, t),
      ...files(t),
    }),
    used: {
      "rapl:package-0": ["rapl-package", 90 * S],
      "memory-model": MEMORY,
      ...used,
    },
  };
}

/** A processor that is modelled and 10 GB, besides what else there is. */
export function modelled(
  kind: "cpu-curve" | "vcpu-model",
  watts: number,
  processor: (timeS: number) => Files,
  { files = () => ({}), used = {}, ...rest }: Partial<Machine> = {},
): Machine {
  return {
    ...rest,
    files: (t) => ({ ...MEMINFO, ...processor(t), ...files(t) }),
    used: { "cpu-model": [kind, watts * S], "memory-model": MEMORY, ...used },
  };
}

/** A counter of RAPL that began at 1000 J and draws so many W. */
export function rapl(
  folder: string,
  name: string,
  watts: number,
  timeS: number,
): Files {
  return zone(`intel-rapl:${folder}`, name, (1000 + watts * timeS) * 1e6);
}

/** Threads that are busy for a part of their time. */
export function busy(
  name: string,
  threads: number,
  load: number,
  options = {},
) {
  return (timeS: number): Files => ({
    "/proc/cpuinfo": cpuinfo(name, threads, options),
    "/proc/stat": procStat(threads * load * timeS),
  });
}

/** Arm's cores, by their number, that are busy for a part of their time. */
export function arm(part: string, cores: number, load: number) {
  const core = `CPU implementer\t: 0x41\nCPU part\t: ${part}\n`;
  const lines = Array.from({ length: cores }, (_, i) => `processor\t: ${i}\n`);
  return (timeS: number): Files => ({
    "/proc/cpuinfo": lines.map((line) => line + core).join("\n"),
    "/proc/stat": procStat(cores * load * timeS),
  });
}

/** Two sockets at 120 and 110 W with memory at 20 and 18 W. */
export function twoSockets(timeS: number): Files {
  return {
    ...rapl("0", "package-0", 120, timeS),
    ...rapl("0:0", "dram", 20, timeS),
    ...rapl("1", "package-1", 110, timeS),
    ...rapl("1:0", "dram", 18, timeS),
  };
}
