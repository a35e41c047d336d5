import {
  type EmbodiedFigure,
  embodiedFigure,
  embodiedOfAccelerator,
  embodiedOfKind,
} from "../catalog/embodied_figures.ts";
import { spread } from "../catalog/spreads.ts";
import { embodiedKg } from "../model/emissions.ts";
import { interval90, type LogNormal, sum } from "../model/interval.ts";
import { once } from "../once.ts";
import type { Hardware } from "./hardware.ts";
import {
  assumption,
  published,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";

/** The embodied emissions of a job. */
export interface Embodied {
  /** Emissions, in kgCO2e. */
  readonly embodiedKg: number;
  /** Their 90 % range, in kgCO2e. */
  readonly embodiedRangeKg: readonly [low: number, high: number];
  /** The figures used. */
  readonly figures: readonly SourcedFigure[];
}

/** A kind of part, how many are made (devices, or GB of memory), and the spread of its figure. */
type MadePart = readonly [
  figure: EmbodiedFigure,
  count: number,
  spread: "embodied-device" | "embodied-server",
];

/**
 * The server of a data centre without its accelerators; it has processors and memory of its own.
 */
const SERVER = "ai-server-p5.48xlarge-without-gpus";
/** Any other host: board, casing, power supply, a processor and 16 GB of memory. */
const HOST = "rack-server-base-1-cpu-16-gb-no-disk";

/** Cards and processors that fill a host, and GB of memory that it has. */
export const OF_HOST = { cards: 8, processors: 2, memoryGb: 16 } as const;

/** Devices of a desktop, a laptop or a board, which no server of 8 holds. */
const NOT_IN_A_SERVER =
  /GeForce|TITAN|Radeon|\bArc\b|Quadro|^RTX|^T\d{3,4}\b|Laptop|Max-Q|Jetson|Apple|Coral|Movidius|Hailo|Spark/i;

/** Computers of their own, which no host holds: Macs and boards. */
const COMPUTERS = /^Apple|Jetson|Spark/i;

/**
 * Computes the share of a job in making the devices and their servers, with processors and memory.
 * Disks, network and building are not counted.
 * @param hardware The hardware of the job
 * @param hours Duration of the job, in h
 */
export function embodiedOf(hardware: Hardware, hours: number): Embodied {
  const parts = partsOf(hardware);
  const terms = parts.map(([figure, count, kind]) => ({
    value: embodiedKg(figure.kgco2e, count, hours, lifetimeOf(figure)),
    factor: spread(kind),
  }));
  const total = terms.reduce((kg, { value }) => kg + value, 0);
  return {
    embodiedKg: total,
    embodiedRangeKg: interval90({ value: total, factor: sum(terms) }),
    figures: [
      ...parts.map(([figure]) => figureOf(figure)),
      ...(hardware.vcpus === undefined || isInServer(hardware)
        ? []
        : [NO_VCPU_SHARE]),
    ],
  };
}

/** What making one thing emits in an hour of its service. */
export interface MadeShare {
  /** Emissions, in kgCO2e/h. */
  readonly kgPerHour: number;
  /** How far they may be off. */
  readonly factor: LogNormal;
  /** Their figure. */
  readonly figure: SourcedFigure;
  /** How many hosts it is that could hold other devices. */
  readonly hosts: number;
}

/**
 * The share of each of several devices in making them and their hosts.
 * @param hardware As many devices as fill their hosts
 * @param devices How many share it
 */
export function madeShares(
  hardware: Hardware,
  devices: number,
): readonly MadeShare[] {
  return partsOf(hardware).map((part) => shareOf(part, devices));
}

/** What making a GB of memory emits. */
export function madeMemory(): MadeShare {
  return shareOf([embodiedOfKind("memory"), 1, "embodied-device"], 1);
}

function shareOf(
  [figure, count, kind]: MadePart,
  devices: number,
): MadeShare {
  return {
    kgPerHour: embodiedKg(figure.kgco2e, count, 1, lifetimeOf(figure)) /
      devices,
    factor: spread(kind),
    figure: figureOf(figure),
    hosts: figure.id === HOST ? count / devices : 0,
  };
}

const NO_VCPU_SHARE = assumption(
  {
    role: "embodied",
    what: "embodied emissions of the vCPUs",
    value: 0,
    unit: "kgCO2e",
  },
  "no source publishes the share of a processor behind one, so none is added",
);

function isInServer({ device }: Hardware): boolean {
  return device?.component === "accelerator" && isOfServer(device.name);
}

const isOfServer = once((name: string) => !NOT_IN_A_SERVER.test(name));

function partsOf(hardware: Hardware): MadePart[] {
  const { device, count, cpu, memoryGb } = hardware;
  const parts: MadePart[] = [];
  if (device?.component === "accelerator") {
    const { name, share } = device.whole ?? { name: device.name, share: 1 };
    const own = embodiedOfAccelerator(name) ?? embodiedOfKind("gpu");
    parts.push([own, count * share, "embodied-device"]);
    if (isInServer(hardware)) {
      const servers = count * share / OF_HOST.cards;
      return [...parts, [embodiedFigure(SERVER), servers, "embodied-server"]];
    }
  }
  const processors = (device?.component === "cpu" ? count : 0) +
    (cpu === undefined ? 0 : device === undefined ? count : 1);
  const isComputer = COMPUTERS.test(device?.name ?? cpu?.name ?? "");
  const hosts = isComputer ? 0 : hostsOf(hardware, processors);
  if (hosts > 0) parts.push([embodiedFigure(HOST), hosts, "embodied-server"]);
  // Each host has a processor, and its first memory.
  if (processors > hosts) {
    parts.push([embodiedOfKind("cpu"), processors - hosts, "embodied-device"]);
  }
  const more = (memoryGb ?? 0) - OF_HOST.memoryGb * hosts;
  if (more > 0) parts.push([embodiedOfKind("memory"), more, "embodied-device"]);
  return parts;
}

/** As many hosts as hold the devices and processors; of less than one device, as much of a host. */
function hostsOf({ device, count }: Hardware, processors: number): number {
  const devices = device?.component === "accelerator" ? count : 0;
  const needed = Math.max(
    devices / OF_HOST.cards,
    processors / OF_HOST.processors,
  );
  return Math.ceil(needed) * Math.min(1, count);
}

/** The source's years of service; if it names none, those of a typical card. */
function lifetimeOf(figure: EmbodiedFigure): number {
  return figure.lifetimeYears ?? embodiedOfKind("gpu").lifetimeYears as number;
}

/** The figure of a device's own making is assumed only if its source names no years of service. */
const figureOf = once((figure: EmbodiedFigure): SourcedFigure => {
  const { item, kgco2e: value, accelerator, lifetimeYears } = figure;
  const years = lifetimeOf(figure);
  const what = `embodied emissions of ${item}, over ${years} years`;
  const unit = `kgCO2e per ${figure.per}`;
  const assumed = accelerator === undefined || lifetimeYears === undefined;
  const quantity = { role: "embodied", what, value, unit } as const;
  return published(quantity, figure.source, figure.year, assumed);
});
