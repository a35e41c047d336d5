import { type Accelerator, accelerators } from "../catalog/accelerators.ts";
import { type Cpu, cpus } from "../catalog/cpus.ts";
import { plainDevice } from "../catalog/device_form.ts";
import { findGpuShare, type GpuShare } from "../catalog/gpu_share.ts";
import { type Instance, instances } from "../catalog/instances.ts";
import {
  CALCULATOR_SOURCE,
  type CalculatorHardware,
  calculatorHardware,
} from "../catalog/lacoste_2019.ts";
import { nearest } from "../nearest.ts";
import { providers } from "../catalog/providers.ts";
import { spread } from "../catalog/spreads.ts";
import { UnknownNameError } from "../errors.ts";
import { exact } from "../format.ts";
import { EXACT, type LogNormal, product } from "../model/interval.ts";
import { once } from "../once.ts";
import type { CustomHardware } from "./devices/custom_hardware.ts";
import type { Job } from "./job.ts";
import {
  boundsOfCpu,
  kindOfRating,
  UNPUBLISHED,
  usualIdle,
} from "./devices/ratings.ts";
import { type RatingBounds, variantsOf } from "./devices/variants.ts";
import {
  given,
  published,
  type Quantity,
  type SourcedFigure,
} from "../catalog/sourced_figure.ts";

/** A device with its rated power and the source of that. */
export interface Rated {
  /** Its name in the catalogue, or as the user gave it. */
  readonly name: string;
  /** Which part of the machine it is. */
  readonly component: "accelerator" | "cpu" | "machine";
  /** Power of one device, in W, with its source. */
  readonly rating: SourcedFigure;
  /** The device that it is a part of, and how large a part. */
  readonly whole?: { readonly name: string; readonly share: number };
  /** Whether that is a measured mean; a rating if not. */
  readonly isMean?: boolean;
  /** Whether its name leaves open which device it is. */
  readonly isBare?: boolean;
  /** How far that may be off. */
  readonly factor: LogNormal;
  /** What it may be instead, if the name or the published figure leave that open. */
  readonly bounds?: RatingBounds;
  /** Its power when idle as a share of that; that of other devices if none is published. */
  readonly idleShare: number;
}

/** The hardware of a job after its names were looked up. */
export interface Hardware {
  /** The devices that `count` counts. */
  readonly device?: Rated;
  /** Number of devices. */
  readonly count: number;
  /** Host processor. */
  readonly cpu?: Rated;
  /** Virtual CPUs of a cloud machine type, and their provider. */
  readonly vcpus?: { readonly count: number; readonly provider: string };
  /** Memory, in GB. */
  readonly memoryGb?: number;
  /** Number of machines that hold it, which may be a part of one. */
  readonly machines: number;
  /** The machine type. */
  readonly instance?: Instance;
}

/**
 * Looks up the hardware of a job. What the job says wins over the machine type.
 * @param job A checked job
 * @throws {UnknownNameError} If a name is not in the tables
 * @throws {RangeError} If the maker publishes no power for the device
 */
export function hardwareOf(job: Job): Hardware {
  return job.meanWatts === undefined
    ? namedHardware(job)
    : withMean(namedHardware(job), job.meanWatts);
}

/**
 * The hardware with a measured mean of its devices; without devices it is that of the whole
 * machine.
 */
function withMean(hardware: Hardware, meanWatts: number): Hardware {
  const { device, cpu, instance, count } = hardware;
  if (device !== undefined) {
    return { ...hardware, device: measuredDevice(device, meanWatts) };
  }
  if (cpu !== undefined) {
    return { ...hardware, cpu: measuredDevice(cpu, meanWatts) };
  }
  const whole = {
    name: instance?.instance ?? "machine",
    component: "machine",
  } as const;
  return {
    device: measuredDevice(whole, meanWatts),
    count,
    machines: 1,
    ...(instance !== undefined && { instance }),
  };
}

function measuredDevice(
  { name, component }: Pick<Rated, "name" | "component">,
  meanWatts: number,
): Rated {
  const quantity = powerOf(`${name} (measured mean)`, meanWatts);
  return {
    name,
    component,
    rating: given(quantity),
    isMean: true,
    factor: spread("sensor-unstated"),
    idleShare: 1,
  };
}

function namedHardware(job: Job): Hardware {
  const instance = job.instance === undefined
    ? undefined
    : instanceOf(job.instance, job.provider);
  const named = job.hardware ?? instance?.accelerator;
  const count = job.count ?? instance?.count ?? 1;
  // Another number of devices means as many machines, or a part of one.
  const machines = instance === undefined ? 1 : count / (instance.count ?? 1);
  const memoryGb = job.memoryGb ??
    (instance?.memoryGb && instance.memoryGb * machines);
  const vcpus = job.cpu === undefined && instance?.vcpus !== undefined
    ? { count: instance.vcpus * machines, provider: instance.provider }
    : undefined;
  return {
    ...(named !== undefined && { device: ratedDevice(named, job.dataset) }),
    count,
    ...(job.cpu !== undefined && { cpu: ratedCpu(job.cpu) }),
    ...(vcpus !== undefined && { vcpus }),
    ...(memoryGb !== undefined && { memoryGb }),
    machines,
    ...(instance !== undefined && { instance }),
  };
}

function instanceOf(name: string, provider: string | undefined): Instance {
  const instance = instances.get(name);
  if (
    provider !== undefined &&
    providers.get(provider).provider !== instance.provider
  ) {
    throw new RangeError(
      `Cannot read the job as instance "${instance.instance}" is of provider ` +
        `"${instance.provider}": current provider is "${provider}"`,
    );
  }
  return instance;
}

function ratedDevice(
  hardware: string | CustomHardware,
  dataset: Job["dataset"],
): Rated {
  if (typeof hardware !== "string") return ownDevice(hardware, "accelerator");
  return dataset === "lacoste-2019"
    ? calculatorDevice(hardware)
    : catalogueDevice(hardware);
}

function powerOf(device: string, value: number): Quantity {
  return { role: "power", what: `power of ${device}`, value, unit: "W" };
}

function ownDevice(
  { name, tdpWatts, meanWatts }: CustomHardware,
  component: Rated["component"],
): Rated {
  return tdpWatts === undefined
    ? measuredDevice({ name, component }, meanWatts as number)
    : {
      name,
      component,
      rating: given(powerOf(name, tdpWatts)),
      factor: EXACT,
      idleShare: usualIdle(component),
    };
}

const catalogueDevice = once((name: string): Rated => {
  const accelerator = accelerators.find(name);
  if (accelerator !== undefined) return namedAccelerator(name, accelerator);
  const share = findGpuShare(name);
  if (share !== undefined) return ratedShare(share);
  if (cpus.find(name) !== undefined) return ratedCpu(name);
  throw unknownDevice(name);
});

/** A bare name, such as `A100`, is taken for one of several devices. */
function namedAccelerator(given: string, accelerator: Accelerator): Rated {
  const rated = ratedAccelerator(accelerator);
  const variants = variantsOf(given, accelerator);
  if (variants === undefined) return rated;
  const [least, most] = [variants.least, variants.most]
    .map((share) => exact(share * rated.rating.value));
  const what =
    `power of "${given}" (${least} to ${most} W by variant), taken as that of ${rated.name}`;
  return {
    ...rated,
    rating: Object.freeze({ ...rated.rating, what, assumed: true }),
    bounds: variants,
    isBare: true,
  };
}

/** A number of devices beside their name, such as `8x A100` or `T4 x2`; `7950X` is a name. */
const COUNTED =
  /^\d{1,3}(?:\s*[x×*]\s*(?=[a-z]\S)|\s+(?=[a-z]+\d))|\s*[x×*]\s*\d{1,2}$/i;

const LAPTOP = /laptop|mobile|max-?q|notebook|\d{4}m\b/i;

function unknownDevice(name: string): UnknownNameError {
  const instance = instances.find(name);
  if (instance !== undefined) {
    const hint =
      `it is a machine type of ${instance.provider}, so give it as instance`;
    return new UnknownNameError("hardware", name, [], hint);
  }
  const device = name.replace(COUNTED, "");
  const slice = /\dg\.\d+gb/i.test(name)
    ? 'name a card and a slice that it has, such as "A100 MIG 1g.5gb"'
    : undefined;
  const hint = device === name ? slice : "give the number of devices as count";
  const names = LAPTOP.test(name)
    ? [...deviceNames()].filter((known) => LAPTOP.test([known].flat().at(-1)!))
    : deviceNames();
  const typed = /^(?:cpu|tpu|npu|processor)$/i.test(device.trim())
    ? ""
    : plainDevice(device);
  return new UnknownNameError("hardware", name, nearest(typed, names), hint);
}

/** A part of a device draws that part of its power: an assumption. */
const ratedShare = once((part: GpuShare): Rated => {
  const { name, accelerator, share, what } = part;
  const whole = ratedAccelerator(accelerator).rating;
  const quantity = powerOf(
    `${name} (${what}, so that part of ${whole.value} W)`,
    whole.value * share,
  );
  const [figure] = accelerator.power;
  return {
    name,
    component: "accelerator",
    rating: published(
      quantity,
      figure?.source ?? "",
      figure?.year ?? accelerator.year,
      true,
    ),
    factor: ratedAccelerator(accelerator).factor,
    idleShare: ratedAccelerator(accelerator).idleShare,
    whole: { name: accelerator.name, share },
  };
});

const ratedAccelerator = once((accelerator: Accelerator): Rated => {
  const { name, power: [figure] } = accelerator;
  if (figure === undefined) {
    throw new RangeError(
      `Cannot estimate the power of "${name}" as its maker publishes none: ` +
        `give hardware as { name: "${name}", tdpWatts }`,
    );
  }
  const { basis, watts, source, year = accelerator.year, assumed } = figure;
  const quantity = powerOf(`${name} (${basis})`, watts);
  const { idleWatts } = accelerator;
  const kind = kindOfRating(basis);
  return {
    name,
    component: "accelerator",
    rating: published(quantity, source, year, assumed),
    ...kind,
    factor: assumed ? product(kind.factor, UNPUBLISHED) : kind.factor,
    idleShare: idleWatts === undefined
      ? usualIdle("accelerator")
      : Math.min(1, idleWatts / watts),
  };
});

/** Finds a device of the 2019 list by its name there or by another name of the same device. */
function calculatorDevice(name: string): Rated {
  const row = calculatorHardware.find(name) ?? sameDevice(name);
  if (row === undefined) {
    throw new UnknownNameError(
      "hardware",
      name,
      nearest(name, calculatorHardware.list().map((r) => r.name)),
      "the 2019 calculator has none of that name",
    );
  }
  return ratedCalculatorDevice(row);
}

const ratedCalculatorDevice = once((row: CalculatorHardware): Rated => ({
  name: row.name,
  component: row.kind === "cpu" ? "cpu" : "accelerator",
  rating: published(powerOf(row.name, row.watts), CALCULATOR_SOURCE, 2019),
  factor: spread("accelerator-rating"),
  idleShare: usualIdle(row.kind === "cpu" ? "cpu" : "accelerator"),
}));

function sameDevice(name: string): CalculatorHardware | undefined {
  const device = accelerators.find(name);
  return device && calculatorHardware.list()
    .find((row) => accelerators.find(row.name) === device);
}

function ratedCpu(cpu: string | CustomHardware): Rated {
  return typeof cpu === "string"
    ? ratedModel(cpus.get(cpu))
    : ownDevice(cpu, "cpu");
}

const ratedModel = once((cpu: Cpu): Rated => {
  const { name, tdpWatts, source, year, assumed } = cpu;
  const quantity = powerOf(`${name} (${assumed ?? "tdp"})`, tdpWatts);
  return {
    name,
    component: "cpu",
    rating: published(quantity, source, year, assumed !== undefined),
    factor: assumed === undefined ? EXACT : UNPUBLISHED,
    ...boundsOfCpu(name),
    idleShare: usualIdle("cpu"),
  };
});

function* deviceNames(): Iterable<string | [alias: string, name: string]> {
  for (const { name, aliases } of accelerators.list()) {
    yield name;
    for (const alias of aliases) yield [alias, name];
  }
  for (const { name } of cpus.list()) yield name;
}
