import type { CustomHardware } from "../../estimate/devices/custom_hardware.ts";
import { cpus } from "../../catalog/cpus.ts";
import { memoryBend, memoryModel } from "../../catalog/power_models.ts";
import {
  assumption,
  given,
  published,
  type SourcedFigure,
} from "../../catalog/sourced_figure.ts";
import { spread } from "../../catalog/spreads.ts";
import { UnknownNameError } from "../../errors.ts";
import {
  type MadeShare,
  madeShares,
  OF_HOST,
} from "../../estimate/embodied.ts";
import { type Hardware, hardwareOf } from "../../estimate/hardware.ts";
import { type PartPower, partPowersOf } from "../../estimate/part_power.ts";
import type { LogNormal } from "../../model/interval.ts";
import type { Partition } from "../log/options.ts";
import { RUNS } from "../reading/read_jobs.ts";
import { type MadeJobs, madeJobs } from "./made_jobs.ts";

/** Jobs of a partition with one type of card in one place, as the log has them. */
export interface SurveyRow {
  readonly part: string;
  readonly gpuType: string;
  readonly zone: string;
  readonly jobs: number;
  /** The most CPUs and cards that a job had in a node. */
  readonly nodeCpus: number;
  readonly nodeGpus: number;
  /** How many jobs there are for each reason not to price them, by their times; 0 is none. */
  readonly refused: ReadonlyMap<number, number>;
}

/** A part of the hardware of such jobs, with how far its power may be off. */
export interface RatedPart {
  /** Power of one, in W. */
  readonly watts: number;
  /** What is not known about it: jobs that have it in common are as far off. */
  readonly unknown: string;
  readonly factor: LogNormal;
}

/** The hardware of such jobs, or why it is not known. */
export interface RatedJobs extends MadeJobs {
  readonly name: string;
  /** A card. */
  readonly gpu: RatedPart | undefined;
  /** A CPU, as the scheduler counts them. */
  readonly cpu: RatedPart | undefined;
  /** Whether the load was not given. */
  readonly isUpper: boolean;
  /** CPUs and cards of a node; 0 if they are not known. */
  readonly nodeCpus: number;
  readonly nodeGpus: number;
  /**
   * The most that nodes can have drawn, as a share of the power of their parts; 0 if any energy is
   * taken as it is, as the size of nodes is given.
   */
  readonly mostShare: number;
  /** The share of known energy that was measured, 0 to 1. */
  readonly measured: number;
  /** Why jobs without known energy are not priced. */
  readonly refused: string | undefined;
  readonly figures: readonly SourcedFigure[];
  readonly notes: readonly string[];
}

/**
 * What a node draws beside its cards, processors and memory is at most this share of them. A larger
 * energy is of more than the job had.
 */
const WHOLE_NODE = 1.5;

/** Finds the hardware of the jobs of a survey's row. */
export function ratedJobs(
  row: SurveyRow,
  partitions: Readonly<Record<string, Partition>>,
): RatedJobs {
  if (row.part.startsWith(RUNS)) {
    return {
      ...NONE,
      name: "as measured",
      measured: Number(row.part.slice(RUNS.length)),
    };
  }
  const partition = Object.hasOwn(partitions, row.part)
    ? partitions[row.part]
    : partitions["*"];
  const named = row.part === ""
    ? "jobs without a partition"
    : `partition ${JSON.stringify(row.part)}`;
  // The scheduler may name cards that the catalogue has.
  const isNamed = row.gpuType !== "" && row.gpuType !== "?";
  if (partition === undefined && !isNamed) {
    const known = Object.keys(partitions).map((name) => JSON.stringify(name));
    return {
      ...NONE,
      refused: `the hardware of ${named} is not known: give partitions, with ${
        known.length === 0
          ? 'an entry for it or "*"'
          : `an entry for it or "*" beside ${known.join(", ")}`
      }`,
    };
  }
  try {
    return ratedPartition(row, partition ?? {}, named);
  } catch (error) {
    if (!(error instanceof UnknownCard)) throw error;
    return { ...NONE, refused: error.message };
  }
}

const NONE: RatedJobs = {
  name: "not known",
  gpu: undefined,
  cpu: undefined,
  isUpper: false,
  nodeCpus: 0,
  nodeGpus: 0,
  mostShare: 0,
  measured: 1,
  made: [],
  hostGb: 0,
  refused: undefined,
  figures: [],
  notes: [],
};

function ratedPartition(
  row: SurveyRow,
  partition: Partition,
  named: string,
): RatedJobs {
  const { utilization } = partition;
  const card = row.gpuType === ""
    ? undefined
    : cardOf(row.gpuType, partition, named);
  const cpu = partition.cpu === undefined
    ? undefined
    : cpuOf(partition.cpu, partition, named);
  const isKnown = card !== undefined || cpu !== undefined;
  return {
    ...NONE,
    name: card?.name ?? cpu?.name ?? "not known",
    gpu: card,
    cpu,
    isUpper: utilization === undefined,
    ...sizeOf(row, partition),
    ...madeJobs(card?.made ?? [], cpu?.made ?? []),
    refused: isKnown
      ? undefined
      : `the processor of ${named} is not known: give its cpu`,
    figures: [...card?.figures ?? [], ...cpu?.figures ?? []],
    notes: isKnown && cpu === undefined
      ? [`The processors of ${named} are not counted, as it names no cpu`]
      : [],
  };
}

interface NamedPart extends RatedPart {
  readonly name: string;
  readonly figures: readonly SourcedFigure[];
  readonly made: readonly MadeShare[];
}

/** A card that is not known, and what to give. */
class UnknownCard extends Error {}

/** The card of a type, or the mean card of several types, such as `a100=2+v100=2`. */
function cardOf(type: string, partition: Partition, named: string): NamedPart {
  const types = type.split("+").map((text) => {
    const [name = "", count] = text.split("=");
    return { name, count: Number(count ?? 1) };
  });
  const cards = types.map(({ name }) => oneCard(name, partition, named));
  const [first] = cards;
  if (cards.length === 1 && first !== undefined) return first;
  const all = types.reduce((sum, { count }) => sum + count, 0);
  const watts = cards.reduce(
    (sum, card, i) => sum + card.watts * types[i]!.count / all,
    0,
  );
  const widest = cards.reduce((a, b) =>
    b.factor.sigma > a.factor.sigma ? b : a
  );
  return {
    name: cards.map(({ name }) => name).join(" and "),
    watts,
    unknown: widest.unknown,
    factor: widest.factor,
    figures: cards.flatMap(({ figures }) => figures),
    made: cards.flatMap(({ made }, i) => {
      const share = types[i]!.count / all;
      return made.map((one) => ({
        ...one,
        kgPerHour: one.kgPerHour * share,
        hosts: one.hosts * share,
      }));
    }),
  };
}

function oneCard(type: string, partition: Partition, named: string): NamedPart {
  const { hardware, types = {}, utilization } = partition;
  const own = Object.keys(types).find((name) =>
    name.toLowerCase() === type.toLowerCase()
  );
  if (own !== undefined) return ratedCard(types[own]!, utilization);
  if (type === "?") {
    if (hardware !== undefined) return ratedCard(hardware, utilization);
    throw new UnknownCard(
      `the cards of ${named} are not known: give its hardware`,
    );
  }
  if (typeof hardware === "string") {
    // A bare `a100` in a partition of `A100 SXM4 80GB` is that one, and `3g.20gb` is one of its
    // slices.
    const words = new Set(hardware.toLowerCase().split(/[^a-z0-9]+/));
    const slice = /^(?:\dc\.)?\dg\.\d+gb/i.test(type);
    if (slice) return ratedCard(`${hardware} MIG ${type}`, utilization);
    if (words.has(type.toLowerCase())) return ratedCard(hardware, utilization);
  }
  try {
    return ratedCard(type.replaceAll("_", " "), utilization);
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error;
  }
  if (hardware === undefined) {
    throw new UnknownCard(
      `the cards ${
        JSON.stringify(type)
      } of ${named} are not known: give types: { ${JSON.stringify(type)}: … }`,
    );
  }
  const rated = ratedCard(hardware, utilization);
  return {
    ...rated,
    figures: rated.figures.map((figure) => ({
      ...figure,
      source: `${figure.source}; cards ${
        JSON.stringify(type)
      } of ${named} are taken as its hardware`,
      assumed: true,
    })),
  };
}

function ratedCard(
  hardware: string | CustomHardware,
  utilization: number | undefined,
): NamedPart {
  const full = hardwareOf({ hardware, count: OF_HOST.cards, hours: 1 });
  return {
    ...partOf(hardwareOf({ hardware, hours: 1 }), utilization),
    made: madeShares(full, OF_HOST.cards),
  };
}

/** A processor has several CPUs of the scheduler: cores, unless the partition says otherwise. */
function cpuOf(
  cpu: string | CustomHardware,
  { cores, utilization }: Partition,
  named: string,
): NamedPart {
  const row = typeof cpu === "string" ? cpus.get(cpu) : undefined;
  const count = cores ?? row?.cores;
  const name = typeof cpu === "string" ? row?.name ?? cpu : cpu.name;
  if (count === undefined) {
    throw new TypeError(
      `Cannot read ${named} as the cores of ${
        JSON.stringify(name)
      } are not known: give cores`,
    );
  }
  const whole = partOf(hardwareOf({ cpu, hours: 1 }), utilization);
  const what = `cores of ${name}, which share its power`;
  const quantity = { role: "power", what, value: count, unit: "" } as const;
  const full = hardwareOf({ cpu, count: OF_HOST.processors, hours: 1 });
  return {
    ...whole,
    watts: whole.watts / count,
    made: madeShares(full, OF_HOST.processors * count),
    figures: [
      ...whole.figures,
      cores === undefined
        ? assumption(quantity, "a CPU of the scheduler is taken as a core")
        : given(quantity),
    ],
  };
}

function partOf(
  hardware: Hardware,
  utilization: number | undefined,
): Omit<NamedPart, "made"> {
  const [part] = partPowersOf(hardware, utilization) as [PartPower];
  const { name, powerW, factor, figures } = part;
  const rated = hardware.device ?? hardware.cpu;
  const unknown = JSON.stringify([
    part.component,
    rated?.name,
    figures[0].source,
    utilization,
  ]);
  return { name, watts: powerW, unknown, factor, figures };
}

/** CPUs and cards of a node: as given, else the most that any job of the log had in one. */
function sizeOf(
  row: SurveyRow,
  { nodeCpus, nodeGpus = 0 }: Partition,
): Pick<RatedJobs, "nodeCpus" | "nodeGpus" | "mostShare"> {
  return nodeCpus !== undefined ? { nodeCpus, nodeGpus, mostShare: 0 } : {
    nodeCpus: row.nodeCpus,
    nodeGpus: row.nodeGpus,
    mostShare: WHOLE_NODE,
  };
}

/** The power of memory. */
export function memoryPart(): RatedPart & {
  readonly bendGb: number;
  readonly exponent: number;
  readonly figure: SourcedFigure;
} {
  const { value = 0, source, year } = memoryModel();
  const quantity = {
    role: "power",
    what: "power of memory",
    value,
    unit: "W/GB",
  } as const;
  const { aboveGb, exponent } = memoryBend();
  return {
    watts: value,
    unknown: "memory",
    factor: spread("memory-model"),
    bendGb: aboveGb,
    exponent,
    figure: published(quantity, source, year),
  };
}
