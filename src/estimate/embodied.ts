import {
  type EmbodiedFigure,
  embodiedOfAccelerator,
  embodiedOfKind,
} from "../catalog/embodied_figures.ts";
import { embodiedKg } from "../model/emissions.ts";
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
  /** The figures used. */
  readonly figures: readonly SourcedFigure[];
}

/** A kind of part, and how many are made: devices, or GB of memory. */
type MadePart = readonly [figure: EmbodiedFigure, count: number];

/**
 * Computes the share of a job in making the devices, the processor and the memory. The case, board,
 * disks and network are not counted.
 * @param hardware The hardware of the job
 * @param hours Duration of the job, in h
 */
export function embodiedOf(hardware: Hardware, hours: number): Embodied {
  const parts = partsOf(hardware);
  return {
    embodiedKg: parts.reduce((kg, [figure, count]) => {
      const years = lifetimeOf(figure);
      return kg + embodiedKg(figure.kgco2e, count, hours, years);
    }, 0),
    figures: [
      ...parts.map(([figure]) => figureOf(figure)),
      ...(hardware.vcpus === undefined ? [] : [NO_VCPU_SHARE]),
    ],
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

function partsOf({ device, count, cpu, memoryGb }: Hardware): MadePart[] {
  const parts: MadePart[] = [];
  if (device?.component === "accelerator") {
    const own = embodiedOfAccelerator(device.name);
    parts.push([own ?? embodiedOfKind("gpu"), count]);
  }
  const hosts = device === undefined ? count : 1;
  const processors = (cpu === undefined ? 0 : hosts) +
    (device?.component === "cpu" ? count : 0);
  if (processors > 0) parts.push([embodiedOfKind("cpu"), processors]);
  if (memoryGb !== undefined) parts.push([embodiedOfKind("memory"), memoryGb]);
  return parts;
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
