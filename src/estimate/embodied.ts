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
  type Quantity,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";

/** The embodied emissions of a job. */
export interface Embodied {
  /** Emissions, in kgCO2e. */
  readonly embodiedKg: number;
  /** The figures used. */
  readonly figures: readonly SourcedFigure[];
}

interface MadePart {
  readonly figure: EmbodiedFigure;
  readonly count: number;
  readonly assumed: boolean;
}

/**
 * Computes the share of a job in making the devices, the processor and the memory. The case, board,
 * disks and network are not counted.
 * @param hardware The hardware of the job
 * @param hours Duration of the job, in h
 */
export function embodiedOf(hardware: Hardware, hours: number): Embodied {
  const parts = partsOf(hardware);
  return {
    embodiedKg: parts.reduce((kg, part) => kg + shareOf(part, hours), 0),
    figures: [
      ...parts.map(figureOf),
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
    parts.push({
      figure: own ?? embodiedOfKind("gpu"),
      count,
      assumed: own === undefined,
    });
  }
  const hosts = device === undefined ? count : 1;
  const processors = (cpu === undefined ? 0 : hosts) +
    (device?.component === "cpu" ? count : 0);
  if (processors > 0) {
    parts.push({
      figure: embodiedOfKind("cpu"),
      count: processors,
      assumed: true,
    });
  }
  if (memoryGb !== undefined) {
    parts.push({
      figure: embodiedOfKind("memory"),
      count: memoryGb,
      assumed: true,
    });
  }
  return parts;
}

function shareOf({ figure, count }: MadePart, hours: number): number {
  return embodiedKg(figure.kgco2e, count, hours, lifetimeOf(figure));
}

/** The source's years of service; if it names none, those of a typical card. */
function lifetimeOf(figure: EmbodiedFigure): number {
  return figure.lifetimeYears ?? embodiedOfKind("gpu").lifetimeYears as number;
}

function figureOf({ figure, assumed }: MadePart): SourcedFigure {
  return assumed ? assumedFigure(figure) : ownFigure(figure);
}

const ownFigure = once((figure: EmbodiedFigure) =>
  published(
    quantityOf(figure),
    figure.source,
    figure.year,
    figure.lifetimeYears === undefined,
  )
);

const assumedFigure = once((figure: EmbodiedFigure) =>
  published(quantityOf(figure), figure.source, figure.year, true)
);

function quantityOf(figure: EmbodiedFigure): Quantity {
  const { item, kgco2e, per } = figure;
  return {
    role: "embodied",
    what: `embodied emissions of ${item}, over ${lifetimeOf(figure)} years`,
    value: kgco2e,
    unit: `kgCO2e per ${per}`,
  };
}
